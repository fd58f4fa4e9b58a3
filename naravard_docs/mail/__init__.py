"""From a mail's document to a draft that e-mail programs open."""
