"""What browsers send as `Accept-Language`, and the language that they get."""

ACCEPTED = [
    ("", "en"),
    ("de", "de"),
    ("de-AT,en;q=0.8", "de"),
    ("nl-NL,es;q=0.5,de;q=0.9", "de"),
    ("nl", "en"),
    ("es-419,es;q=0.9", "es"),
    ("en-GB,de;q=0.9", "en"),
    ("*", "en"),
    (";;,,=", "en"),
    # a weight of zero refuses, and what is no weight counts as zero
    ("de;q=0,es", "es"),
    ("de;q=0", "en"),
    ("de;q=nonsense,es;q=0.1", "es"),
    ("de;q=nan,es;q=0.1", "es"),
    ("de;q=-1", "en"),
    # regions, extensions
    ("fr-CA,en;q=0.5", "fr"),
    ("fr-CH,de;q=0.9", "fr"),
    ("FR_fr", "en"),
    ("ar-EG,ar;q=0.9", "ar"),
    ("ar-SA-u-nu-latn", "ar"),
    ("ja-JP", "ja"),
    ("ja-Latn,de", "de"),
    ("de-u-co-phonebk", "de"),
    ("de-Latn-DE", "de"),
    # Chinese by its script, which a region tells where no subtag does
    ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
    ("ZH", "zh-CN"),
    ("zh-SG", "zh-CN"),
    ("zh-Hans-TW", "zh-CN"),
]
