"""What a piece of Rust defines, and whether it reaches outside of the course."""

import re

KEYWORDS = {"fn", "struct", "enum", "union", "trait", "type", "mod", "const", "static"}
# Nothing that the course asks for needs them.
OUTSIDE = re.compile(
    r"\bunsafe\b|\bextern\b|\bno_mangle\b|\blibc\b|\basm!|\binclude\w*!|\b(?:option_)?env!"
    r"|\bstd\s*::\s*(?:env|fs|io|net|os|panic|process|thread)\b"
    r"|\bstd\s*::\s*\{[^}]*\b(?:env|fs|io|net|os|panic|process|thread)\b"
)
TOKEN = re.compile(r"'?(?:r#)?[^\W\d]\w*!?|::|\S")
WORD = re.compile(r"[^\W\d]\w*")
# Comments, which may be nested; raw strings; strings; characters, but not lifetimes.
SKIPPED = re.compile(
    r"""//[^\n]*|/\*|\*/|b?r(\#*)".*?"\1|"(?:\\.|[^"\\])*"|'(?:\\(?:u\{\w*\}|x..|.)|[^\\'])'""",
    re.DOTALL,
)


def plain(source):
    """The source without its comments, strings and characters."""
    parts, depth, place = [], 0, 0
    while match := SKIPPED.search(source, place):
        text = match.group()
        if depth == 0:
            parts.append(source[place:match.start()] + " ")
        if depth and not text.endswith(("/*", "*/")):
            place = match.start() + 1  # within a comment, a quotation mark opens nothing
            continue
        depth = max(depth + (text == "/*") - (text == "*/"), 0)
        place = match.end()
    return "".join(parts) + ("" if depth else source[place:])


def words(source):
    """All its identifiers."""
    return set(WORD.findall(plain(source)))


def defined(source):
    """The names of the items, and of the variables, that it defines at its outermost level."""
    tokens = [token.removeprefix("r#") for token in TOKEN.findall(plain(source))]
    anywhere = "macro_rules!" in tokens  # what a macro writes may stand anywhere in it
    items, variables, depth, at = set(), set(), 0, 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token in "{([":
            depth += 1
        elif token in "})]":
            depth -= 1
        elif token == "macro_rules!" and at < len(tokens):
            items.add(tokens[at])
        elif depth and not anywhere:
            continue
        elif token in KEYWORDS and at < len(tokens):
            name = tokens[at + 1] if tokens[at] == "mut" and at + 1 < len(tokens) else tokens[at]
            if WORD.fullmatch(name) and name not in KEYWORDS:
                items.add(name)
        elif token == "use" or tokens[at - 2:at] == ["extern", "crate"]:
            end = tokens.index(";", at) if ";" in tokens[at:] else len(tokens)
            items |= used(tokens[at:end])
        elif token == "let":
            variables |= bound(tokens[at:])
    return items, variables


def used(path):
    """The names that `use path` brings in."""
    names, around, last = set(), [], ""
    for token, following in zip(path, [*path[1:], ";"]):
        if token == "{":
            around.append(last)
        elif token == "}" and around:
            around.pop()
        elif WORD.fullmatch(token) and token != "as":
            if following in ",;}":
                names.add(around[-1] if token == "self" and around else token)
            last = token
    return names


def bound(tokens):
    """The names that a `let` binds; its pattern ends at its type or its value."""
    names, depth = set(), 0
    for token in tokens:
        depth += (token in "([{") - (token in ")]}")
        if token in "=;" or token == ":" and not depth:
            break
        if WORD.fullmatch(token) and token not in ("mut", "ref"):
            names.add(token)
    return names


def outside(source):
    """What in it no exercise needs, such as `std::fs`."""
    return sorted({re.sub(r"\s+", "", found) for found in OUTSIDE.findall(plain(source))})
