"""The look that Word and PDF share: theme, text styles, fonts and their widths, pictures."""
