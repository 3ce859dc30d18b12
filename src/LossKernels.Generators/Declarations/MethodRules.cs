using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Declarations;

/// <summary>What a method must be, whatever its kernel: partial, without a body, accessible, in partial types (LK0001, LK0002).</summary>
internal static class MethodRules
{
    /// <summary>Adds what is wrong; returns whether C# would accept an implementing part nevertheless.</summary>
    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax? syntax, DeclarationErrors errors, CancellationToken cancellation)
    {
        if (syntax is null || method.ContainingType is null || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
        {
            Refuse("only an ordinary partial method of a class, struct or record can be a kernel");
            return false;
        }

        var isImplementable = true;
        if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            Refuse("it is not 'partial'; declare it 'partial', without a body");
            isImplementable = false;
        }
        else if (syntax.Body is not null || syntax.ExpressionBody is not null || syntax.Modifiers.Any(SyntaxKind.ExternKeyword) || HasBodyOfItsOwn(method, cancellation))
        {
            Refuse("it has a body of its own; end the declaration with a semicolon");
            isImplementable = false;
        }

        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
        {
            Refuse("a partial method cannot implement an interface's method explicitly");
            isImplementable = false;
        }

        if (method.IsGenericMethod)
        {
            Refuse("a kernel method cannot be generic");
        }

        isImplementable &= CheckContainingTypes(method, errors, cancellation);
        isImplementable &= CheckAccessibility(method, syntax, errors);
        return isImplementable && !syntax.Modifiers.Any(SyntaxKind.AbstractKeyword) && !syntax.Modifiers.Any(SyntaxKind.AsyncKeyword);

        void Refuse(string reason) => errors.Add(DeclarationRule.NotImplementable, DeclarationTarget.Method, 0, method.Name.Length == 0 ? "a lambda" : method.Name, reason);
    }

    private static bool CheckContainingTypes(IMethodSymbol method, DeclarationErrors errors, CancellationToken cancellation)
    {
        var isImplementable = true;
        var index = 0;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType, index++)
        {
            if (type.TypeKind == TypeKind.Interface)
            {
                Refuse("a kernel cannot be declared in an interface");
            }
            else if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            {
                Refuse("a kernel is declared in a class, struct or record");
                isImplementable = false;
            }

            if (type.IsFileLocal)
            {
                Refuse($"'{type.Name}' is a 'file' type, which generated code cannot reopen");
                isImplementable = false;
            }

            // The type of top-level statements has a part that is a whole file; so has the type that the compiler thinks up for a method outside of any.
            if (!type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).All(part =>
                (part is CompilationUnitSyntax && !type.IsImplicitClass) || (part is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword))))
            {
                Refuse($"its containing type '{type.Name}' is not 'partial'");
                isImplementable = false;
            }
        }

        return isImplementable;

        void Refuse(string reason) => errors.Add(DeclarationRule.NotImplementable, DeclarationTarget.ContainingType, index, method.Name, reason);
    }

    private static bool CheckAccessibility(IMethodSymbol method, MethodDeclarationSyntax syntax, DeclarationErrors errors)
    {
        if (syntax.Modifiers.Any(modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind())) || syntax.ExplicitInterfaceSpecifier is not null)
        {
            return true;
        }

        errors.Add(DeclarationRule.NoAccessibility, DeclarationTarget.Method, 0, method.Name);

        // C# itself refuses such a method that returns a value (CS8796) or has an out parameter (CS8795 and its kin).
        return method.ReturnsVoid && method.Parameters.All(parameter => parameter.RefKind != RefKind.Out);
    }

    /// <summary>Whether the implementing part was written by the user; the analyzer also sees the one that was generated.</summary>
    private static bool HasBodyOfItsOwn(IMethodSymbol method, CancellationToken cancellation)
        => method.PartialImplementationPart is { } part && part.DeclaringSyntaxReferences.All(reference => !IsGenerated(reference.GetSyntax(cancellation)));

    private static bool IsGenerated(SyntaxNode syntax) => syntax is MethodDeclarationSyntax method
        && method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute =>
            attribute.Name.ToString().EndsWith("GeneratedCode", StringComparison.Ordinal)
            && attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.ValueText: GeneratedCode.Tool });
}
