using LossKernels.Benchmarks.InMemory;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Benchmarks.Codegen.Sources;

/// <summary>The loops of a consumer's generated code, and the same code with its trips counted.</summary>
internal sealed class LoopCounting
{
    private readonly Dictionary<StatementSyntax, int> _ids = [];
    private readonly List<SourceMethod> _methods = [];

    public LoopCounting(Consumer consumer)
    {
        var compilation = consumer.Compilation;
        var work = new SourceWork(compilation);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                var outermost = LoopsIn(method, work);
                if (outermost.Count > 0)
                {
                    _methods.Add(new(((TypeDeclarationSyntax)method.Parent!).Identifier.Text, method.Identifier.Text, outermost));
                }
            }
        }

        Counted = consumer.With(compilation.SyntaxTrees.Aggregate(
            compilation,
            (before, tree) => before.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(new Rewriter(_ids).Visit(tree.GetRoot()), tree.Options))));
    }

    /// <summary>The methods that have loops.</summary>
    public IReadOnlyList<SourceMethod> Methods => _methods;

    /// <summary>How many loops there are.</summary>
    public int Loops => _ids.Count;

    /// <summary>The consumer whose loops call <see cref="Trips.Count"/>.</summary>
    public Consumer Counted { get; }

    public static bool IsLoop(SyntaxNode node) => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;

    private List<SourceLoop> LoopsIn(SyntaxNode node, SourceWork work)
    {
        var loops = new List<SourceLoop>();
        foreach (var loop in node.DescendantNodes(inner => inner == node || !IsLoop(inner)).Where(IsLoop).Cast<StatementSyntax>())
        {
            var id = _ids.Count;
            _ids.Add(loop, id);
            loops.Add(new(id, work.OfLoop(loop), LoopsIn(loop, work)));
        }

        return loops;
    }

    private sealed class Rewriter(Dictionary<StatementSyntax, int> ids) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
            => ((ForStatementSyntax)base.VisitForStatement(node)!) is var loop ? loop.WithStatement(Counted(loop.Statement, node)) : null;

        public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
            => ((WhileStatementSyntax)base.VisitWhileStatement(node)!) is var loop ? loop.WithStatement(Counted(loop.Statement, node)) : null;

        public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
            => ((DoStatementSyntax)base.VisitDoStatement(node)!) is var loop ? loop.WithStatement(Counted(loop.Statement, node)) : null;

        public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
            => ((ForEachStatementSyntax)base.VisitForEachStatement(node)!) is var loop ? loop.WithStatement(Counted(loop.Statement, node)) : null;

        private BlockSyntax Counted(StatementSyntax body, StatementSyntax original)
            => SyntaxFactory.Block(SyntaxFactory.ParseStatement($"global::{typeof(Trips).FullName}.{nameof(Trips.Count)}({ids[original]});"), body);
    }
}
