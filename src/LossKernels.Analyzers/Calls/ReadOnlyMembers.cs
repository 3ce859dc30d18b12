using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>Fields that have one value for good, and properties and methods that return one expression, as far as their file shows it.</summary>
internal static class ReadOnlyMembers
{
    /// <summary>What a <c>readonly</c> field is initialized with, where no constructor assigns it again; null where that is not known.</summary>
    public static IOperation? ValueOf(IFieldReferenceOperation reference)
    {
        var field = reference.Field.OriginalDefinition;
        return field.IsReadOnly && reference.SemanticModel is { } model && !IsAssignedElsewhere(field, model)
            && field.DeclaringSyntaxReferences is [var declared] && declared.SyntaxTree == model.SyntaxTree
            && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var initial }
            ? model.GetOperation(initial)
            : null;
    }

    /// <summary>What a property without a setter returns, where it is one expression; null where that is not known.</summary>
    public static IOperation? ValueOf(IPropertyReferenceOperation reference)
    {
        var property = reference.Property.OriginalDefinition;
        return property is { IsReadOnly: true, IsVirtual: false, IsOverride: false, IsAbstract: false } && reference.SemanticModel is { } model
            && property.DeclaringSyntaxReferences is [var declared] && declared.SyntaxTree == model.SyntaxTree
            && declared.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody.Expression: var returned }
            ? model.GetOperation(returned)
            : null;
    }

    /// <summary>What a method returns, where it is one expression; null where that is not known.</summary>
    public static IOperation? ValueOf(IInvocationOperation call)
    {
        var method = call.TargetMethod.OriginalDefinition;
        return method is { IsVirtual: false, IsOverride: false, IsAbstract: false, IsAsync: false } && call.SemanticModel is { } model
            && method.DeclaringSyntaxReferences is [var declared] && declared.SyntaxTree == model.SyntaxTree
            && declared.GetSyntax() is MethodDeclarationSyntax declaration
            && (declaration.ExpressionBody?.Expression ?? (declaration.Body is { Statements: [ReturnStatementSyntax { Expression: { } only }] } ? only : null)) is { } returned
            ? model.GetOperation(returned)
            : null;
    }

    /// <summary>Whether a constructor of the type, which may stand in another file, assigns a field.</summary>
    private static bool IsAssignedElsewhere(IFieldSymbol field, SemanticModel model)
        => field.ContainingType.Constructors.Any(constructor => constructor.DeclaringSyntaxReferences.Any(reference =>
            reference.SyntaxTree != model.SyntaxTree
            || reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == field.Name)));
}
