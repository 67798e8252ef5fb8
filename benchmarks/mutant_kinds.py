"""What one small mistake in a source file can be: the list that `benchmarks.mutants` tries.

Own code of a page, since the published tools start a process for every mutant, which then spends seconds on imports.
Only what runs in a function is changed, and constants of a module that are numbers. Left out: annotations, texts,
messages of exceptions, decorators, defaults of parameters, bodies of classes, ``strict=`` of zip.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
PAIRS = (("min", "max"), ("any", "all"), ("minimum", "maximum"), ("argmin", "argmax"), ("floor", "ceil"))
CALLED = {**dict(PAIRS), **{second: first for first, second in PAIRS}}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
HEADS = ("test", "iter", "items", "subject")  # of a statement with a body, the part that decides what of it runs
NUMBERS = (ast.Constant, ast.Tuple, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.expr_context)
LEFT_OUT = {"annotation", "returns", "decorator_list", "args", "bases", "type_comment"}

Lines = tuple[int, int]
Place = tuple[ast.AST, str, int | None]


class Site(NamedTuple):
    """One node of a tree and what may stand there instead.

    Parameters
    ----------
    place : tuple
        Parent, field, and index if the field is a list.
    node, replacement : ast.AST
    kind : str
    lines : tuple of int
        First and last line of what is run with it: a test that runs none of them cannot see the change.
    """

    place: Place
    node: ast.AST
    replacement: ast.AST
    kind: str
    lines: Lines

    def change(self) -> None:
        """Put the replacement into the tree."""
        parent, field, index = self.place
        new = ast.fix_missing_locations(ast.copy_location(self.replacement, self.node))
        if index is None:
            setattr(parent, field, new)
        else:
            getattr(parent, field)[index] = new

    def told(self) -> str:
        """Return the change in short."""
        return f"{ast.unparse(self.node)} → {ast.unparse(self.replacement)}"


def sites_of(tree: ast.Module) -> Iterator[Site]:
    """Yield every mutant of a file, always in the same order."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _is_number(statement.value):
            yield from _below(statement, _lines(statement))
        else:
            yield from _functions(statement)


def _is_number(value: ast.expr | None) -> bool:
    return value is not None and all(isinstance(node, NUMBERS) for node in ast.walk(value))


def _functions(node: ast.AST) -> Iterator[Site]:
    """Yield the mutants of the functions among what runs on import."""
    if isinstance(node, FUNCTIONS):
        yield from _below(node, _lines(node))
    else:
        for child in ast.iter_child_nodes(node):
            yield from _functions(child)


def _below(node: ast.AST, lines: Lines) -> Iterator[Site]:
    """Yield the mutants of all that hangs below a node."""
    for place, child in _children(node):
        own = _lines(child) if isinstance(child, ast.stmt | ast.Lambda) else lines
        for kind, replacement in _instead(child, place):
            yield Site(place, child, replacement, kind, own)
        yield from _below(child, own)


def _children(node: ast.AST) -> Iterator[tuple[Place, ast.AST]]:
    """Yield what hangs below a node and counts."""
    if isinstance(node, ast.Raise | ast.JoinedStr) or (isinstance(node, ast.keyword) and node.arg == "strict"):
        return
    for field, value in ast.iter_fields(node):
        if field in LEFT_OUT and not isinstance(node, ast.Call):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(child, ast.AST):
                yield (node, field, index), child


def _lines(node: ast.AST) -> Lines:
    """Return the lines that are run with a statement, or with the body of a lambda."""
    if isinstance(node, ast.Lambda):
        node = node.body
    first: int = getattr(node, "lineno", 1)
    heads = [getattr(node, field) for field in HEADS if hasattr(node, field) and hasattr(node, "body")]
    if isinstance(node, ast.stmt) and heads:
        parts = [part for head in heads for part in (head if isinstance(head, list) else [head])]
        return first, max(getattr(one, "end_lineno", first) for part in parts for one in ast.walk(part))
    return first, first if isinstance(node, FUNCTIONS) else getattr(node, "end_lineno", first)


def _instead(node: ast.AST, place: Place) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may stand in place of one node, with the kind of the mistake."""
    yield from _other_comparisons(node)
    yield from _other_operators(node)
    yield from _other_values(node, place)
    yield from _other_statements(node)
    if isinstance(node, ast.expr) and place[1] in {"test", "ifs"} and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield "condition", ast.UnaryOp(ast.Not(), node)


def _other_comparisons(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            others = COMPARED[type(operator)]
            for other in others if len(node.ops) == 1 else others[:1]:
                changed = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                yield "comparison", ast.Compare(node.left, changed, node.comparators)


def _other_operators(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.BinOp() if type(node.op) in CALCULATED and not _is_text(node):
            yield "arithmetic", ast.BinOp(node.left, CALCULATED[type(node.op)](), node.right)
        case ast.AugAssign() if type(node.op) in CALCULATED:
            yield "arithmetic", ast.AugAssign(node.target, CALCULATED[type(node.op)](), node.value)
        case ast.UnaryOp():
            yield "sign or not", node.operand
        case ast.BoolOp():
            yield "and/or", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _other_values(node: ast.AST, place: Place) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Constant(value=bool() as value):
            yield "constant", ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield "constant", ast.Constant(value + 1)
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in CALLED and _is_called(node, place):
            yield "min/max, any/all", _renamed(node, CALLED[name])


def _other_statements(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may stand in place of a whole statement."""
    match node:
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "return", ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield "statement left out", ast.Pass()
        case ast.Continue():
            yield "continue/break", ast.Break()
        case ast.Break():
            yield "continue/break", ast.Continue()


def _is_text(node: ast.BinOp) -> bool:
    """Tell whether texts are put together, or types."""
    parts = (node.left, node.right)
    return any(isinstance(part, ast.JoinedStr) or getattr(part, "value", 0) is None for part in parts)


def _is_called(node: ast.AST, place: Place) -> bool:
    return isinstance(place[0], ast.Call) and place[0].func is node


def _renamed(node: ast.Name | ast.Attribute, name: str) -> ast.expr:
    if isinstance(node, ast.Name):
        return ast.Name(name, node.ctx)
    return ast.Attribute(node.value, name, node.ctx)
