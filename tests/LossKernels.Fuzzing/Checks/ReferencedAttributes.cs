using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Fuzzing.Checks;

/// <summary>
/// The attributes that the generator adds to every project, compiled once: a compiler that reads their sources for every mutant spends half
/// of its time on them. Kernels are found by the attributes' metadata names, wherever they come from.
/// </summary>
internal sealed partial class ReferencedAttributes
{
    private readonly ImmutableHashSet<string> _added;

    /// <param name="empty">A project without a source.</param>
    /// <param name="driver">The generator's.</param>
    public ReferencedAttributes(CSharpCompilation empty, GeneratorDriver driver)
    {
        driver = driver.RunGenerators(empty);
        var trees = driver.GetRunResult().GeneratedTrees;

        // That attribute is the compiler's, and each assembly has its own.
        _added = [.. trees.Select(tree => tree.FilePath).Where(path => !path.EndsWith("EmbeddedAttribute.cs", StringComparison.Ordinal))];
        var friend = CSharpSyntaxTree.ParseText($"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{empty.AssemblyName}\")]", SourceCheck.CSharp14);

        // Embedded types are each assembly's own.
        var sources = trees.Select(tree => CSharpSyntaxTree.ParseText(Embedded().Replace(tree.ToString(), ""), SourceCheck.CSharp14));
        using var image = new MemoryStream();
        var emitted = empty.RemoveAllSyntaxTrees().AddSyntaxTrees([friend, .. sources]).WithAssemblyName("Attributes").Emit(image);
        Reference = emitted.Success ? MetadataReference.CreateFromImage(image.ToArray()) : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
    }

    public MetadataReference Reference { get; }

    /// <summary>What was generated, without the sources of the attributes, which the project refers to.</summary>
    public IEnumerable<SyntaxTree> WithoutAttributes(IEnumerable<SyntaxTree> generated) => generated.Where(tree => !_added.Contains(tree.FilePath));

    [GeneratedRegex(@"\[(global::)?Microsoft\.CodeAnalysis\.Embedded(Attribute)?\]")]
    private static partial Regex Embedded();
}
