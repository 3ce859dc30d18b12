using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Variants;

/// <summary>Every source, reported or silent, that the tests of rules and of shapes have, and the correct code of the corpus.</summary>
internal static class Cases
{
    public static async Task<IReadOnlyList<string>> All()
    {
        var recorded = await RecordedCases.OfAsync(typeof(Cases).Assembly.GetTypes()
            .Where(type => type.Namespace is { } space && (space.EndsWith(".Rules", StringComparison.Ordinal) || space.EndsWith(".Shapes", StringComparison.Ordinal))));
        var correct = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", "Correct"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        return [.. recorded.Where(one => one.Options == Consumer.Options).Select(one => one.Source).Concat(correct).Distinct(StringComparer.Ordinal)];
    }
}
