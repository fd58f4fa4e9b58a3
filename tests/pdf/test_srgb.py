"""The profile of sRGB that PDF files carry."""

from __future__ import annotations

import io

from PIL import ImageCms

from naravard_docs.pdf.srgb import srgb_profile


def test_the_profile_is_that_of_little_cms() -> None:
    """It is what Pillow makes by Little CMS, byte for byte but for the day, who made it and its identity."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    ours = srgb_profile()
    assert len(ours) == len(made) and ours[128:] == made[128:]
    for first, end in ((0, 4), (8, 24), (36, 84), (100, 128)):  # between them: version, day and identity
        assert ours[first:end] == made[first:end]


def test_the_profile_turns_colours_of_srgb_into_themselves() -> None:
    """A colour is the same by this profile as by sRGB."""
    read = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(read).strip() == "sRGB built-in"
    assert ImageCms.isIntentSupported(read, ImageCms.Intent.PERCEPTUAL, ImageCms.Direction.INPUT) == 1
