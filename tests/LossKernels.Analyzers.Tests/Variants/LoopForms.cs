using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Analyzers.Tests.Variants;

/// <summary><c>for</c> loops become <c>while</c> loops.</summary>
internal sealed record WhileLoops() : Variant("for as while")
{
    protected override IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model)
        => root.DescendantNodes().OfType<ForStatementSyntax>()
            .Where(loop => loop.Condition is not null && loop.Incrementors.Count > 0 && !loop.DescendantNodes().Any(node => node is ContinueStatementSyntax))
            .Select(loop =>
            {
                var before = loop.Declaration is { } declaration ? $"{declaration};" : string.Concat(loop.Initializers.Select(initializer => $"{initializer};"));
                return Replace(loop, $"{{ {before} while ({loop.Condition}) {{ {loop.Statement} {string.Concat(loop.Incrementors.Select(step => $"{step};"))} }} }}");
            });
}

/// <summary><c>for</c> loops over all positions of a collection, which only read there, become <c>foreach</c> loops.</summary>
internal sealed record ForeachLoops() : Variant("for as foreach")
{
    protected override IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model)
    {
        foreach (var loop in root.DescendantNodes().OfType<ForStatementSyntax>())
        {
            if (loop is not
                {
                    Declaration.Variables: [{ Identifier.Text: var i, Initializer.Value: LiteralExpressionSyntax { Token.ValueText: "0" } }],
                    Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Left: IdentifierNameSyntax, Right: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: var collection }, Name.Identifier.Text: "Length" or "Count" } },
                })
            {
                continue;
            }

            // Nothing but the elements depends on the position, and nothing writes to the collection.
            var reads = loop.Statement.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Where(access => access.ToString() == $"{collection}[{i}]").ToArray();
            var names = loop.Statement.DescendantNodes().OfType<IdentifierNameSyntax>().Count(name => name.Identifier.Text == i);
            var isWritten = loop.Statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == collection));
            if (reads.Length > 0 && reads.Length == names && !isWritten)
            {
                yield return Replace(loop, $"foreach (var {i} in {collection}) {loop.Statement.ReplaceNodes(reads, (read, _) => SyntaxFactory.IdentifierName(i).WithTriviaFrom(read))}");
            }
        }
    }
}

/// <summary><c>foreach</c> loops over arrays and lists become <c>for</c> loops.</summary>
internal sealed record ForLoops() : Variant("foreach as for")
{
    protected override IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model)
        => root.DescendantNodes().OfType<ForEachStatementSyntax>()
            .Where(loop => loop.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax)
            .Select(loop => (Loop: loop, Length: model.GetTypeInfo(loop.Expression).Type switch
            {
                IArrayTypeSymbol { Rank: 1 } or { Name: "Span" or "ReadOnlySpan" } => "Length",
                { Name: "List" } => "Count",
                _ => null,
            }))
            .Where(one => one.Length is not null)
            .Select(one => Replace(
                one.Loop,
                $"for (var at{one.Loop.SpanStart} = 0; at{one.Loop.SpanStart} < {one.Loop.Expression}.{one.Length}; at{one.Loop.SpanStart}++) {{ {one.Loop.Type} {one.Loop.Identifier} = {one.Loop.Expression}[at{one.Loop.SpanStart}]; {one.Loop.Statement} }}"));
}
