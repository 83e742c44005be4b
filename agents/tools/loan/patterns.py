"""The words for each value of a feature, as regular expressions; the longest match in a place counts."""

from agents.lazy_pattern import LazyPattern

# “May” is a month, “may” one too unless a verb or a person follows it.
MAY = (
    r"(?<!it )(?<!who )(?<!they )(?<!he )(?<!she )(?<!you )(?<!we )(?<!customer )(?<!client )(?<!person )"
    r"may(?! (?!on\b|and\b|with\b|by\b|via\b|this\b|last\b|called\b|contacted\b|call\b|campaign\b|for\b|at\b|"
    r"as\b|in\b|after\b|mon|tue|wed|"
    r"thu|fri)[a-z])"
)
_PATTERNS: dict[str, dict[str, str]] = {
    "job": {
        "admin.": r"admin(?:\.|istrat(?:or|ive)(?: assistant| job)?)?|(?:office |bank )?clerk|secretary|"
        r"office (?:worker|job)|receptionist|"
        r"accountant|bookkeeper",
        "blue-collar": r"blue[- ]collar|factory worker|labou?rer|(?:construction|manual|warehouse) worker|"
        r"builder|mechanic|(?:truck |bus |taxi )?driver|bricklayer|welder|plumber|carpenter|painter",
        "entrepreneur": r"entrepreneur|(?:company )?founder|business ?(?:wo)?man|business owner",
        "housemaid": r"housemaid|maid|domestic (?:worker|help)|housekeeper|cleaner|cleaning lady",
        "management": r"(?:in )?management|(?:(?:bank|project|sales|office|branch|store|hr|senior|"
        r"general) )?manager|executive|director|team leader|head of department",
        "retired": r"(?:already |now )?retired|retiree|pensioner|in retirement|on a pension",
        "self-employed": r"self[- ]employed|freelance(?:r|s)?|works for (?:him|her)self",
        "services": r"services?(?: sector| worker| job| industry)?|(?:works )?in (?:the )?service sector|waiter|"
        r"waitress|cook|nurse|hairdresser|shop assistant|sales ?(?:person|man|woman)|cashier|police officer|"
        r"firefighter",
        "student": r"(?:university |college )?student|pupil|studying|still at (?:school|university)",
        "technician": r"(?:(?:it|lab|dental|car) )?technician|electrician|(?:(?:software|civil|electrical|"
        r"mechanical) )?engineer|programmer|developer",
        "unemployed": r"unemployed|jobless|without (?:a |any )?(?:job|work)|out of work|no job|"
        r"looking for (?:a job|work)",
    },
    "marital": {
        "divorced": r"divorced|divorc[eé]e|widow(?:ed|er)?|separated",
        "married": r"married|husband|wife|has a spouse",
        "single": r"single|unmarried|not married|never married|bachelor(?! degree|['’]s)",
    },
    "education": {
        "basic.4y": r"(?:4|four) years? of (?:basic |primary )?(?:school|education)(?:ing)?|basic[. ]4y|"
        r"(?:primary|elementary) (?:school|education)",
        "basic.6y": r"(?:6|six) years? of (?:basic )?(?:school|education)(?:ing)?|basic[. ]6y",
        "basic.9y": r"(?:9|nine) years? of (?:basic )?(?:school|education)(?:ing)?|basic[. ]9y|middle school|"
        r"lower secondary(?: school)?",
        "high.school": r"high[. -]school(?: (?:diploma|education|graduate))?|(?:upper )?secondary (?:school|"
        r"education)|a[- ]levels|12 years of school(?:ing)?",
        "illiterate": r"illiterate|(?:cannot|can['’]t) read(?: (?:and|or) write)?",
        "professional.course": r"professional[. ]course|vocational(?: (?:course|training|school|education))?|"
        r"apprenticeship|trade school",
        "university.degree": r"university(?! student)(?:[. ](?:degree|education|graduate|diploma))?|(?:a |"
        r"with a |has a )?(?:college |academic )?degree|college(?! student)(?: graduate| education)?|graduate|"
        r"bachelor['’]?s(?: degree)?|bachelor degree|"
        r"master['’]?s(?: degree)?|ph\.?d|doctorate|mba|higher education|tertiary education",
    },
    "default": {
        "no": r"(?:no|never|not|without|nothing)(?: (?:a|any|in|been|has|"
        r"credit))* ?(?:credit )?(?:in )?default(?:s|ed)?(?: (?:on|before))?",
        "yes": r"(?:has |have )?(?:credit in default|defaulted)(?: before)?|in default|has (?:a )?default",
    },
    "housing": {
        "no": r"(?:no|without|not have|neither|nor)(?: an?| any)? (?:housing loans?|mortgage|home loan)|"
        r"no (?:loans|housing or personal loan)|"
        r"without loans|rents",
        "yes": r"(?:(?:has|with|having) )?(?:a |an )?(?:housing loan|mortgage|home loan)",
    },
    "loan": {
        "no": r"(?:no|without|not have|neither|nor)(?: an?| any)?(?: other)? (?:personal loans?|consumer loan|"
        r"other loans?|debts?)|"
        r"no (?:loans|housing or personal loan)|without loans|debt[- ]free",
        "yes": r"(?:has|with|having) (?:a|an|another) (?:personal |consumer )?loan|(?:a )?(?:personal loan|"
        r"consumer loan)",
    },
    "contact": {
        "cellular": r"(?:by |on |via )?(?:(?:the|a|his|her|their) )?(?:cell(?:ular|phone)?(?: ?phone)?|"
        r"mobile(?: ?phone)?|smartphone)",
        "telephone": r"(?:by |on |via )?(?:(?:the|a|his|her|their) )?(?:land ?line(?: phone)?|telephone|"
        r"home phone|fixed line)",
    },
    "month": {
        "apr": r"apr(?:il)?", "aug": r"aug(?:ust)?", "dec": r"dec(?:ember)?", "jul": r"july?", "jun": r"june?",
        "mar": r"mar(?:ch)?", "may": MAY,
        "nov": r"nov(?:ember)?", "oct": r"oct(?:ober)?", "sep": r"sept?(?:ember)?",
    },
    "day_of_week": {
        "fri": r"fri(?:day)?s?", "mon": r"mon(?:day)?s?", "thu": r"thu(?:r|rs)?(?:day)?s?",
        "tue": r"tue(?:s|sday)?s?", "wed": r"wed(?:nesday)?s?",
    },
    "poutcome": {
        "failure": r"(?:refused|declined|rejected|said no|turned (?:it|us) down|did not accept|failed)[a-z ,]{0,20} "
        r"(?:last|before|previous|earlier)[a-z ]{0,12}",
        "success": r"(?:accepted|said yes|agreed|took)[a-z ,]{0,20} (?:last|before|previous|earlier)[a-z ]{0,12}",
        "nonexistent": r"(?:never|not) (?:been )?(?:contacted|called)(?: (?:before|earlier|previously))?|"
        r"first (?:call|contact)|"
        r"new customer|no (?:previous|earlier|prior) (?:contacts?|calls?|campaign)",
    },
}  # fmt: skip

EXPRESSIONS = {
    field: {value: LazyPattern(rf"(?<![\w-])(?:{pattern})(?![\w-])") for value, pattern in values.items()}
    for field, values in _PATTERNS.items()
}
AGES = tuple(
    LazyPattern(pattern)
    for pattern in (
        r"(?<![\w.])(-?\d+)[- ]?(?:years?|yrs?)[- ]?(?:old|of age)\b",
        r"\b(?:age|aged|ages)(?: of| is)?\s*[:=]?\s*(-?\d+)\b",
        r"(?<![\w.])(-?\d+)\s*(?:y/?o|yo)\b",
        r"\b(?:man|woman|person|customer|client|one) of (-?\d+)\b",
    )
)
BARE_AGE = LazyPattern(r"(?:^|,|:)\s*(-?\d{2,3})\s*(?=,|$|\.|\?)")
_TIMES = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = rf"(?:once|twice|(?:\d+|{'|'.join(_TIMES)})(?: times)?)"
EARLIER_CALLS = LazyPattern(
    rf"\b(?:contacted|called) (?P<count>{_COUNT}) (?:before|previously|earlier)(?: this campaign)?\b|"
    rf"\b(?P<count2>{_COUNT}) (?:previous|earlier|prior) (?:calls?|contacts?)\b"
)
CALLS = LazyPattern(
    rf"\b(?:contacted|called|phoned) (?P<count>{_COUNT})(?: (?:in|during) this campaign)?\b(?! (?:days?|weeks?|"
    rf"months?|years?))|"
    rf"\b(?P<count2>{_COUNT}) calls?(?: (?:in|during) this campaign)?\b"
)
AGO = LazyPattern(
    r"\b(?:(?:last )?(?:contacted|called|call|contact)(?: was)? )?(?P<count>\d{1,4}|a|one|two|"
    r"three) (?P<unit>day|week|month|year)s? ago\b"
)
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def count(words: str) -> int:
    """Return the number that the words name."""
    first = words.split()[0].lower()
    return _TIMES.get(first) or (1 if first == "a" else int(first[:6]))
