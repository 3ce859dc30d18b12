using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Analyzers.Calls;

/// <summary>What may be the names of the kernels that a compilation can call: found once, for all analyzers.</summary>
internal static class KernelNames
{
    private static readonly ConditionalWeakTable<Compilation, Lazy<ImmutableHashSet<string>>> s_known = new();

    /// <summary>Those of the compilation, which are of partial methods without a body, and those of the assemblies that it references.</summary>
    public static ImmutableHashSet<string> In(Compilation compilation)
        => s_known.GetValue(compilation, one => new(() => [.. Declared(one), .. one.SourceModule.ReferencedAssemblySymbols.Where(CalledKernels.MayDeclare).SelectMany(assembly => Within(assembly.GlobalNamespace))])).Value;

    private static IEnumerable<string> Declared(Compilation compilation) => compilation.SyntaxTrees
        .Where(file => file.GetText().ToString().Contains("partial"))
        .SelectMany(file => Types(file.GetRoot()))
        .SelectMany(type => type.Members)
        .OfType<MethodDeclarationSyntax>()
        .Where(method => method is { Body: null, ExpressionBody: null } && method.Modifiers.Any(SyntaxKind.PartialKeyword))
        .Select(method => method.Identifier.ValueText);

    private static IEnumerable<TypeDeclarationSyntax> Types(SyntaxNode root) => root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<TypeDeclarationSyntax>();

    /// <summary>Of an assembly's namespace or type, and of those within it.</summary>
    private static IEnumerable<string> Within(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamespaceOrTypeSymbol inner => Within(inner),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method when method.Parameters.Any(parameter => SpanTypes.IsSpan(parameter.Type)) && DeclarationParser.ParseCalled(method) is not null => [method.Name],
        _ => [],
    });
}
