using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Analyzers.Tests.Variants;

/// <summary><c>var</c> becomes the type, and a type that is that of the initial value <c>var</c>.</summary>
internal sealed record DeclaredTypes() : Variant("var and types")
{
    protected override IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model)
    {
        foreach (var declaration in root.DescendantNodes().OfType<VariableDeclarationSyntax>())
        {
            if (declaration is not { Parent: LocalDeclarationStatementSyntax { IsConst: false }, Variables: [{ Initializer.Value: { } initial }] } || model.GetTypeInfo(initial).Type is not { IsAnonymousType: false } type)
            {
                continue;
            }

            if (declaration.Type.IsVar && type.Name.Length + (type is IArrayTypeSymbol ? 1 : 0) > 0)
            {
                yield return Replace(declaration.Type, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
            }
            else if (SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(declaration.Type).Type, type) && initial is not (InitializerExpressionSyntax or CollectionExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax))
            {
                yield return Replace(declaration.Type, "var");
            }
        }
    }
}

/// <summary>All arguments are named, the last first.</summary>
internal sealed record NamedArguments() : Variant("named arguments")
{
    protected override IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model)
    {
        foreach (var list in root.DescendantNodes().OfType<ArgumentListSyntax>().Where(list => list.Arguments.Count > 0 && list.Parent is InvocationExpressionSyntax))
        {
            if (model.GetSymbolInfo(list.Parent!).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction } method
                && method.Parameters.Length >= list.Arguments.Count
                && !method.Parameters.Any(parameter => parameter.IsParams)
                && list.Arguments.All(argument => argument.NameColon is null && IsPure(argument.Expression) && !argument.DescendantNodes().OfType<ArgumentListSyntax>().Any()))
            {
                yield return Replace(list, $"({string.Join(", ", list.Arguments.Select((argument, i) => $"@{method.Parameters[i].Name}: {argument}").Reverse())})");
            }
        }
    }
}

/// <summary>The operand of an exponential or logarithm becomes a local of its own.</summary>
internal sealed record ExtractedLocals() : Variant("extracted locals")
{
    protected override IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model)
    {
        var taken = new HashSet<StatementSyntax>();
        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Exp" or "Log" }))
        {
            // What has a constant in it, as an epsilon, may be no constant in a local.
            if (call.ArgumentList.Arguments is [{ Expression: BinaryExpressionSyntax operand, NameColon: null }]
                && StatementOf(operand) is { } statement
                && IsPure(statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } ? assignment.Right : operand)
                && taken.Add(statement))
            {
                var name = $"operand{operand.SpanStart}";
                yield return (statement.SpanStart, statement.Span.End, $"var {name} = {operand}; {statement.ReplaceNode(operand, Microsoft.CodeAnalysis.CSharp.SyntaxFactory.IdentifierName(name)).ToString()}");
            }
        }
    }
}

/// <summary>The operand of an exponential becomes a method of the same type.</summary>
internal sealed record ExtractedHelpers() : Variant("extracted helpers")
{
    protected override IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model)
    {
        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Exp" }))
        {
            if (call.ArgumentList.Arguments is not [{ Expression: var operand, NameColon: null }] || !IsPure(operand) || operand.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax)
                || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { TypeParameterList: null } type || type.Members.OfType<MethodDeclarationSyntax>().Count() != 1
                || model.GetTypeInfo(operand).Type is not { } result || result.TypeKind == TypeKind.TypeParameter)
            {
                continue;
            }

            var variables = operand.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
                .Select(name => model.GetSymbolInfo(name).Symbol)
                .Where(symbol => symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol)
                .Distinct(SymbolEqualityComparer.Default)
                .Select(symbol => (symbol!.Name, Type: symbol is ILocalSymbol { Type: var local } ? local : symbol is IParameterSymbol { Type: var parameter } ? parameter : null))
                .ToArray();
            if (variables.Any(variable => variable.Type is null or { TypeKind: TypeKind.TypeParameter or TypeKind.Error }) || variables.Length == 0)
            {
                continue;
            }

            var helper = $"Operand{operand.SpanStart}";
            string Text(ITypeSymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            yield return Replace(operand, $"{helper}({string.Join(", ", variables.Select(variable => variable.Name))})");
            var modifier = type.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.StaticKeyword) || call.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.StaticKeyword) == true ? "static " : "";
            yield return (type.CloseBraceToken.SpanStart, type.CloseBraceToken.SpanStart, $" {modifier}{Text(result)} {helper}({string.Join(", ", variables.Select(variable => $"{Text(variable.Type!)} {variable.Name}"))}) => {operand}; ");
        }
    }
}
