using System.Collections.Immutable;
using System.Text;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Emission;
using LossKernels.Generators.Functions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LossKernels.Generators;

/// <summary>The pipeline: attribute, declaration, file. It reports nothing; the analyzer runs the same parser.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class KernelGenerator : IIncrementalGenerator
{
    private readonly Func<KernelDeclaration, int, KernelText> _compile;

    /// <summary>The generator as the compiler runs it.</summary>
    public KernelGenerator()
        : this(KernelCompiler.Compile)
    {
    }

    /// <summary>The pipeline around another compiler of kernels.</summary>
    /// <param name="compile">From a declaration and the widest vectors in bits to the kernel's text.</param>
    internal KernelGenerator(Func<KernelDeclaration, int, KernelText> compile) => _compile = compile;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            foreach (var (hintName, text) in AttributeSources.All)
            {
                output.AddSource(hintName, text);
            }
        });

        var bits = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => VectorBits.Read(options.GlobalOptions))
            .WithTrackingName(TrackingNames.VectorBits);
        var files = KernelSignatures.All.Select(signature => Files(context, signature, bits)).ToImmutableArray();
        var all = files.Skip(1).Aggregate(
            files[0].Collect(),
            static (before, next) => before.Combine(next.Collect()).Select(static (both, _) => both.Left.AddRange(both.Right)));

        var ambiguous = all
            .Select(static (all, _) => all.GroupBy(file => file.HintName, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key).ToEquatableArray())
            .WithTrackingName(TrackingNames.AmbiguousNames);
        foreach (var provider in files)
        {
            context.RegisterSourceOutput(provider.Combine(ambiguous), static (output, both) => AddUnlessAmbiguous(output, both.Left, both.Right));
        }

        var shared = all
            .Select(static (all, _) => SharedMethods.Of(all.SelectMany(file => file.Shared)))
            .WithTrackingName(TrackingNames.SharedMethods);
        context.RegisterSourceOutput(shared, static (output, methods) => AddShared(output, methods));
    }

    private IncrementalValuesProvider<GeneratedFile> Files(
        IncrementalGeneratorInitializationContext context,
        KernelSignature signature,
        IncrementalValueProvider<int> bits)
    {
        var compile = _compile;
        return context.SyntaxProvider
            .ForAttributeWithMetadataName(
                signature.AttributeMetadataName,
                static (node, _) => node is MethodDeclarationSyntax,
                (found, cancellation) => Parse(found, signature.Kind, cancellation))
            .WithTrackingName(TrackingNames.Declarations)
            .Combine(bits)
            .SelectMany((both, _) => Write(both.Left, both.Right, compile))
            .WithTrackingName(TrackingNames.Files);
    }

    /// <summary>A method with two kernel attributes is found by both, and parsed for the first.</summary>
    private static ParsedDeclaration? Parse(GeneratorAttributeSyntaxContext found, KernelKind kind, CancellationToken cancellation)
        => found.TargetSymbol is IMethodSymbol method
            && KernelAttributes.Of(method) is { IsEmpty: false } attributes
            && attributes[0].Signature.Kind == kind
            ? DeclarationParser.Parse(method, found.SemanticModel.Compilation, cancellation)
            : null;

    private static ImmutableArray<GeneratedFile> Write(ParsedDeclaration? parsed, int bits, Func<KernelDeclaration, int, KernelText> compile) => parsed switch
    {
        { Declaration: { } declaration } => [KernelFile.Write(declaration, compile(declaration, bits))],
        { Refused: { } refused } => [RefusedFile.Write(refused, parsed.Errors[0])],
        _ => [],
    };

    /// <summary>Source that declares a method twice is C#'s error to report; two files of one name would stop the generator.</summary>
    private static void AddUnlessAmbiguous(SourceProductionContext output, GeneratedFile file, EquatableArray<string> ambiguous)
    {
        if (!ambiguous.Contains(file.HintName, StringComparer.OrdinalIgnoreCase))
        {
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
        }
    }

    private static void AddShared(SourceProductionContext output, EquatableArray<SharedMethod> methods)
    {
        if (methods.Count > 0)
        {
            output.AddSource(KernelFunctionsFile.HintName, SourceText.From(KernelFunctionsFile.Write(methods), Encoding.UTF8));
        }
    }
}
