using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace LossKernels.CodeFixes.Kernels;

/// <summary>A kernel that a fix declares beside the method that calls it.</summary>
/// <param name="Attribute">Its attribute, which is what it computes.</param>
/// <param name="Classes">The class count, as the code names it.</param>
/// <param name="Element">The element type's keyword.</param>
internal sealed record DeclaredKernel(string Attribute, string Classes, string Element)
{
    private const string Namespace = "LossKernels";

    /// <summary>What the kernel is called: by what it computes and the class count.</summary>
    public string Name { get; } = $"{Attribute}Of{Classes.Substring(Classes.LastIndexOf('.') + 1)}";

    private string Parameters => Attribute switch
    {
        "CrossEntropy" => $"ReadOnlySpan<{Element}> logits, int label",
        "LogSoftmax" => $"ReadOnlySpan<{Element}> logits, Span<{Element}> logProbabilities",
        _ => $"ReadOnlySpan<{Element}> logits, Span<{Element}> probabilities",
    };

    private string ReturnType => Attribute == "CrossEntropy" ? Element : "void";

    /// <summary>The first part of a span or array, as long as a row.</summary>
    public string RowOf(string collection, ITypeSymbol type) => type is IArrayTypeSymbol ? $"{collection}.AsSpan(0, {Classes})" : $"{collection}[..{Classes}]";

    /// <summary>
    /// Declares the kernel after a method, once for all fixes of a file; makes the types around it partial, and imports the namespace of the attributes. False,
    /// with nothing changed, where it cannot be declared.
    /// </summary>
    public bool DeclareAfter(MethodDeclarationSyntax method, DocumentEditor editor)
    {
        var types = method.Ancestors().OfType<MemberDeclarationSyntax>().Where(member => member is not BaseNamespaceDeclarationSyntax).ToArray();
        if (method.Parent is not TypeDeclarationSyntax type
            || types.Any(around => around is not (ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax) || around.Has(SyntaxKind.FileKeyword))
            || editor.SemanticModel.LookupNamespacesAndTypes(method.SpanStart, name: "ReadOnlySpan").IsEmpty
            || IsTaken(type, editor.SemanticModel))
        {
            return false;
        }

        var eol = Losses.Rewriting.EndOfLine(method);
        foreach (var around in types)
        {
            editor.ReplaceNode(around, (current, _) => Partial((TypeDeclarationSyntax)current));
        }

        editor.ReplaceNode(type, (current, _) => With((TypeDeclarationSyntax)current, method, eol));
        if (editor.SemanticModel.LookupNamespacesAndTypes(method.SpanStart, name: $"{Attribute}Attribute").All(found => found.ContainingNamespace?.Name != Namespace)
            && editor.OriginalRoot is CompilationUnitSyntax root)
        {
            editor.ReplaceNode(root, (current, _) => Imported((CompilationUnitSyntax)current, eol));
        }

        return true;
    }

    /// <summary>Whether the type has another member of the kernel's name.</summary>
    private bool IsTaken(TypeDeclarationSyntax type, SemanticModel model)
        => model.GetDeclaredSymbol(type) is { } symbol
            && symbol.GetMembers(Name).Any(member => member is not IMethodSymbol method || method.GetAttributes().All(attribute => attribute.AttributeClass?.Name != $"{Attribute}Attribute"));

    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
        => type.Has(SyntaxKind.PartialKeyword) ? type : (TypeDeclarationSyntax)type.WithLast(SyntaxKind.PartialKeyword);

    private TypeDeclarationSyntax With(TypeDeclarationSyntax type, MethodDeclarationSyntax method, string eol)
    {
        if (type.Members.OfType<MethodDeclarationSyntax>().Any(IsThis))
        {
            return type;
        }

        var caller = type.Members.IndexOf(member => member is MethodDeclarationSyntax other && other.Identifier.Text == method.Identifier.Text
            && other.ParameterList.NormalizeWhitespace().ToString() == method.ParameterList.NormalizeWhitespace().ToString());
        var text = $"[{Attribute}({Classes})]{eol}private static partial {ReturnType} {Name}({Parameters});";
        var declaration = SyntaxFactory.ParseMemberDeclaration(text)!
            .WithLeadingTrivia(SyntaxFactory.EndOfLine(eol))
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(eol))
            .WithAdditionalAnnotations(Formatter.Annotation);
        return type.WithMembers(type.Members.Insert(caller + 1, declaration));
    }

    private bool IsThis(MethodDeclarationSyntax method)
        => method.Identifier.Text == Name && method.ParameterList.Parameters.FirstOrDefault()?.Type?.ToString() == $"ReadOnlySpan<{Element}>";

    private static CompilationUnitSyntax Imported(CompilationUnitSyntax root, string eol)
    {
        if (root.Usings.Any(one => one.Name?.ToString() == Namespace))
        {
            return root;
        }

        var import = SyntaxFactory.ParseCompilationUnit($"using {Namespace};{eol}").Usings[0];
        if (root.Usings.Count > 0)
        {
            return root.AddUsings(import);
        }

        // What stands at the head of the file stays there.
        var first = root.GetFirstToken();
        return root.ReplaceToken(first, first.WithLeadingTrivia(SyntaxFactory.EndOfLine(eol)))
            .WithUsings(SyntaxFactory.SingletonList(import.WithLeadingTrivia(first.LeadingTrivia)));
    }
}
