"""Our own rules of regular verbs, and the irregular forms that word lists file under another word."""

# A line: the ending of the infinitive, the tense, and what takes its place; “+” adds to the infinitive.
_RULES = {
    "es": """
ar present: o as a amos áis an
er present: o es e emos éis en
ir present: o es e imos ís en
ar preterite: é aste ó amos asteis aron
er preterite: í iste ió imos isteis ieron
ir preterite: í iste ió imos isteis ieron
ar imperfect: aba abas aba ábamos abais aban
er imperfect: ía ías ía íamos íais ían
ir imperfect: ía ías ía íamos íais ían
ar future: aré arás ará aremos aréis arán
er future: eré erás erá eremos eréis erán
ir future: iré irás irá iremos iréis irán
ar conditional: aría arías aría aríamos aríais arían
er conditional: ería erías ería eríamos eríais erían
ir conditional: iría irías iría iríamos iríais irían
ar present subjunctive: e es e emos éis en
er present subjunctive: a as a amos áis an
ir present subjunctive: a as a amos áis an
ar imperfect subjunctive: ara aras ara áramos arais aran
er imperfect subjunctive: iera ieras iera iéramos ierais ieran
ir imperfect subjunctive: iera ieras iera iéramos ierais ieran
ar imperative: a e emos ad en
er imperative: e a amos ed an
ir imperative: e a amos id an
ar gerund: ando
er gerund: iendo
ir gerund: iendo
ar past participle: ado
er past participle: ido
ir past participle: ido
""",
    "fr": """
er present: e es e ons ez ent
ir present: is is it issons issez issent
re present: s s - ons ez ent
er preterite: ai as a âmes âtes èrent
ir preterite: is is it îmes îtes irent
re preterite: is is it îmes îtes irent
er imperfect: ais ais ait ions iez aient
ir imperfect: issais issais issait issions issiez issaient
re imperfect: ais ais ait ions iez aient
er future: erai eras era erons erez eront
ir future: irai iras ira irons irez iront
re future: rai ras ra rons rez ront
er conditional: erais erais erait erions eriez eraient
ir conditional: irais irais irait irions iriez iraient
re conditional: rais rais rait rions riez raient
er present subjunctive: e es e ions iez ent
ir present subjunctive: isse isses isse issions issiez issent
re present subjunctive: e es e ions iez ent
er imperfect subjunctive: asse asses ât assions assiez assent
ir imperfect subjunctive: isse isses ît issions issiez issent
re imperfect subjunctive: isse isses ît issions issiez issent
er imperative: e ons ez
ir imperative: is issons issez
re imperative: s ons ez
er present participle: ant
ir present participle: issant
re present participle: ant
er past participle: é
ir past participle: i
re past participle: u
""",
    "it": """
are present: o i a iamo ate ano
ere present: o i e iamo ete ono
ire present: o i e iamo ite ono
are preterite: ai asti ò ammo aste arono
ere preterite: ei esti é emmo este erono
ire preterite: ii isti ì immo iste irono
are imperfect: avo avi ava avamo avate avano
ere imperfect: evo evi eva evamo evate evano
ire imperfect: ivo ivi iva ivamo ivate ivano
are future: erò erai erà eremo erete eranno
ere future: erò erai erà eremo erete eranno
ire future: irò irai irà iremo irete iranno
are conditional: erei eresti erebbe eremmo ereste erebbero
ere conditional: erei eresti erebbe eremmo ereste erebbero
ire conditional: irei iresti irebbe iremmo ireste irebbero
are present subjunctive: i i i iamo iate ino
ere present subjunctive: a a a iamo iate ano
ire present subjunctive: a a a iamo iate ano
are imperfect subjunctive: assi assi asse assimo aste assero
ere imperfect subjunctive: essi essi esse essimo este essero
ire imperfect subjunctive: issi issi isse issimo iste issero
are imperative: a i iamo ate ino
ere imperative: i a iamo ete ano
ire imperative: i a iamo ite ano
are gerund: ando
ere gerund: endo
ire gerund: endo
are past participle: ato
ere past participle: uto
ire past participle: ito
""",
    "pt": """
ar present: o as a amos ais am
er present: o es e emos eis em
ir present: o es e imos is em
ar preterite: ei aste ou ámos astes aram
er preterite: i este eu emos estes eram
ir preterite: i iste iu imos istes iram
ar imperfect: ava avas ava ávamos áveis avam
er imperfect: ia ias ia íamos íeis iam
ir imperfect: ia ias ia íamos íeis iam
ar future: arei arás ará aremos areis arão
er future: erei erás erá eremos ereis erão
ir future: irei irás irá iremos ireis irão
ar conditional: aria arias aria aríamos aríeis ariam
er conditional: eria erias eria eríamos eríeis eriam
ir conditional: iria irias iria iríamos iríeis iriam
ar present subjunctive: e es e emos eis em
er present subjunctive: a as a amos ais am
ir present subjunctive: a as a amos ais am
ar imperfect subjunctive: asse asses asse ássemos ásseis assem
er imperfect subjunctive: esse esses esse êssemos êsseis essem
ir imperfect subjunctive: isse isses isse íssemos ísseis issem
ar imperative: a e emos ai em
er imperative: e a amos ei am
ir imperative: e a amos i am
ar gerund: ando
er gerund: endo
ir gerund: indo
ar past participle: ado
er past participle: ido
ir past participle: ido
""",
    "de": """
en present: e st t en t en
en preterite: te test te ten tet ten
en subjunctive I: e est e en et en
en present participle: end
""",
}
# Word lists give each word one base form, so that these stand under another one.
_IRREGULAR = """
es ir present: voy vas va vamos vais van
es ir preterite: fui fuiste fue fuimos fuisteis fueron
es ir imperfect subjunctive: fuera fueras fuera fuéramos fuerais fueran
es ir present subjunctive: vaya vayas vaya vayamos vayáis vayan
es ir imperative: ve vaya vayamos id vayan
es ser present: soy eres es somos sois son
es ser preterite: fui fuiste fue fuimos fuisteis fueron
es ser imperfect subjunctive: fuera fueras fuera fuéramos fuerais fueran
es ser imperative: sé sea seamos sed sean
es hacer past participle: hecho
es decir past participle: dicho
es poner past participle: puesto
es ver past participle: visto
es escribir past participle: escrito
es abrir past participle: abierto
es romper past participle: roto
es volver past participle: vuelto
es morir past participle: muerto
es hacer present: hago haces hace hacemos hacéis hacen
es poder present: puedo puedes puede podemos podéis pueden
es dar preterite: di diste dio dimos disteis dieron
es ver preterite: vi viste vio vimos visteis vieron
es sentir present: siento sientes siente sentimos sentís sienten
fr être present: suis es est sommes êtes sont
fr avoir present: ai as a avons avez ont
fr avoir imperfect: avais avais avait avions aviez avaient
fr avoir future: aurai auras aura aurons aurez auront
fr avoir past participle: eu
fr aller imperfect: allais allais allait allions alliez allaient
fr aller present subjunctive: aille ailles aille allions alliez aillent
fr faire past participle: fait
fr savoir future: saurai sauras saura saurons saurez sauront
fr savoir conditional: saurais saurais saurait saurions sauriez sauraient
fr pouvoir past participle: pu
fr savoir past participle: su
fr voir past participle: vu
fr lire past participle: lu
fr naître past participle: né
it essere present: sono sei è siamo siete sono
it andare present: vado vai va andiamo andate vanno
it andare imperative: vai vada andiamo andate vadano
it sapere present: so sai sa sappiamo sapete sanno
it fare present subjunctive: faccia faccia faccia facciamo facciate facciano
it dire past participle: detto
it scrivere past participle: scritto
it leggere present: leggo leggi legge leggiamo leggete leggono
it vivere present: vivo vivi vive viviamo vivete vivono
pt ser preterite: fui foste foi fomos fostes foram
pt ser imperfect: era eras era éramos éreis eram
pt ser imperfect subjunctive: fosse fosses fosse fôssemos fôsseis fossem
pt ir preterite: fui foste foi fomos fostes foram
pt ir future: irei irás irá iremos ireis irão
pt ir imperfect subjunctive: fosse fosses fosse fôssemos fôsseis fossem
pt ter present: tenho tens tem temos tendes têm
pt ter imperfect: tinha tinhas tinha tínhamos tínheis tinham
pt vir present: venho vens vem vimos vindes vêm
pt ver preterite: vi viste viu vimos vistes viram
de wissen present: weiß weißt weiß wissen wisst wissen
de heißen present: heiße heißt heißt heißen heißt heißen
de fahren past participle: gefahren
de essen past participle: gegessen
de denken past participle: gedacht
de denken preterite: dachte dachtest dachte dachten dachtet dachten
de fahren subjunctive II: führe führest führe führen führet führen
de trinken subjunctive II: tränke tränkest tränke tränken tränket tränken
"""
_ENGLISH = """
be was been; bear bore borne; beat beat beaten; become became become; begin began begun; bend bent bent; bet bet
bet; bind bound bound; bite bit bitten; bleed bled bled; blow blew blown; break broke broken; breed bred bred;
bring brought brought; build built built; buy bought bought; catch caught caught; choose chose chosen; come came
come; cost cost cost; cut cut cut; deal dealt dealt; dig dug dug; do did done; draw drew drawn; drink drank drunk;
drive drove driven; eat ate eaten; fall fell fallen; feed fed fed; feel felt felt; fight fought fought; find found
found; fly flew flown; forget forgot forgotten; freeze froze frozen; give gave given; go went gone; grow grew
grown; hang hung hung; have had had; hear heard heard; hide hid hidden; hit hit hit; hold held held; hurt hurt
hurt; keep kept kept; know knew known; lay laid laid; lead led led; leave left left; lend lent lent; let let let;
lie lay lain; lose lost lost; make made made; mean meant meant; meet met met; pay paid paid; put put put; read read
read; ride rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see saw seen; sell sold sold;
send sent sent; set set set; shake shook shaken; shine shone shone; shoot shot shot; show showed shown; shut shut
shut; sing sang sung; sink sank sunk; sit sat sat; sleep slept slept; speak spoke spoken; spend spent spent; stand
stood stood; steal stole stolen; stick stuck stuck; strike struck struck; swear swore sworn; swim swam swum; swing
swung swung; take took taken; teach taught taught; tear tore torn; tell told told; think thought thought; throw
threw thrown; understand understood understood; wake woke woken; wear wore worn; win won won; write wrote written
"""


def regular_forms(verb: str, language: str, tense: str) -> list[str]:
    """Return the forms that a regular verb has; empty where there is no rule."""
    if language == "en":
        return _english_forms(verb, tense)
    for line in _RULES.get(language, "").strip().splitlines():
        start, _, endings = line.partition(": ")
        ending, _, name = start.partition(" ")
        if name == tense and verb.endswith(ending):
            stem = verb.removesuffix(ending)
            return [stem + part.strip("-") for part in endings.split()]
    return []


def irregular_forms(verb: str, language: str, tense: str) -> list[str]:
    """Return the forms of our own table; empty where it has none."""
    wanted = f"{language} {verb} {tense}: "
    for line in _IRREGULAR.splitlines():
        if line.startswith(wanted):
            return line.removeprefix(wanted).split()
    if language == "en" and tense in ("past", "past participle") and verb in (table := _english_table()):
        form = table[verb][tense == "past participle"]
        return [form] * (1 if tense == "past participle" or verb == "be" else 6)
    return []


def _english_table() -> dict[str, tuple[str, str]]:
    rows = [row.split() for row in _ENGLISH.split(";")]
    return {verb: (past, participle) for verb, past, participle in rows}


def _english_forms(verb: str, tense: str) -> list[str]:
    vowel_before_y = verb.endswith(("ay", "ey", "oy", "uy"))
    stem = verb[:-1] if verb.endswith("y") and not vowel_before_y else verb
    match tense:
        case "present":
            third = (
                f"{stem}ies"
                if stem != verb
                else verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
            )
            return [verb, verb, third, verb, verb, verb]
        case "present participle":
            short = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) else verb
            return [f"{verb[:-2]}ying" if verb.endswith("ie") else f"{short}ing"]
        case _:
            return []  # whether a verb is regular, its past tense alone does not tell
