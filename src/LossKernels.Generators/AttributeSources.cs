using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace LossKernels.Generators;

/// <summary>The files of <c>Attributes</c>, which are compiled by the users' projects.</summary>
internal static class AttributeSources
{
    private const string Prefix = "Attributes/";

    /// <summary>Each file with the name under which it is added.</summary>
    public static ImmutableArray<(string HintName, SourceText Text)> All { get; } = Read();

    private static ImmutableArray<(string HintName, SourceText Text)> Read()
    {
        var assembly = typeof(AttributeSources).Assembly;
        var files = ImmutableArray.CreateBuilder<(string, SourceText)>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var hintName = $"LossKernels.{Path.GetFileNameWithoutExtension(name.Substring(Prefix.Length))}.g.cs";
            files.Add((hintName, SourceText.From(reader.ReadToEnd(), Encoding.UTF8)));
        }

        return files.ToImmutable();
    }
}
