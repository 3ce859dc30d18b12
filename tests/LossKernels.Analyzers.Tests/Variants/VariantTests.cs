using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Variants;

/// <summary>What does not change the meaning of code does not change what is reported of it, for each source that any test of a rule has.</summary>
public class VariantTests
{
    /// <summary>Every variant of every case, not every third, in turn, of every fourth case.</summary>
    private static readonly bool s_isAll = Environment.GetEnvironmentVariable("LOSSKERNELS_EXECUTION") == "all";

    private static readonly Variant[] s_variants = [new RenamedIdentifiers(), new WhileLoops(), new ForeachLoops(), new ForLoops(), new DeclaredTypes(), new NamedArguments(), new ExtractedLocals(), new ExtractedHelpers()];

    [Fact]
    public async Task No_variant_changes_a_verdict()
    {
        var found = await Cases.All();
        Assert.True(found.Count > 250, $"only {found.Count} cases were found");
        var cases = found.Where((_, i) => s_isAll || i % 4 == 0).ToArray();
        var original = new Batch(cases);
        var verdicts = await original.Reported();
        var written = original.Trees
            .SelectMany(one => s_variants.Select((variant, v) => (one.Index, one.Tree, Variant: variant, IsDue: s_isAll || (one.Index + v) % 3 == 0)))
            .Where(one => one.IsDue)
            .Select(one => (one.Index, one.Variant, Source: one.Variant.Of(one.Tree.GetRoot(), original.Compilation.GetSemanticModel(one.Tree))))
            .Where(one => one.Source is not null)
            .ToArray();
        var rewritten = new Batch(written.Select(one => one.Source!));
        var reported = await rewritten.Reported();
        var compiled = rewritten.Trees.Select(one => one.Index).ToArray();
        Assert.All(s_variants, variant => Assert.True(compiled.Count(i => written[i].Variant == variant) >= (s_isAll ? 10 : 2), $"{variant.Name}: only {compiled.Count(i => written[i].Variant == variant)} compile"));
        var changed = compiled.Where(i => !AreAlike([.. verdicts[written[i].Index]], [.. reported[i]], written[i].Variant)).ToArray();
        Assert.True(changed.Length == 0, $"{changed.Length} of {compiled.Length} variants are judged otherwise than what they are variants of:\n" + string.Join("\n", changed.Take(20).Select(i
            => $"{written[i].Variant.Name}: [{string.Join(", ", Verdict(verdicts[written[i].Index]))}] became [{string.Join(", ", Verdict(reported[i]))}]\n{cases[written[i].Index]}\n{written[i].Source}")));
    }

    /// <summary>
    /// Whether the same rules report, as often and as severely. Names may lower a severity, and a suggestion may rest on them: without them a warning stays one, and
    /// what becomes one was a suggestion before.
    /// </summary>
    private static bool AreAlike(IReadOnlyCollection<Diagnostic> before, IReadOnlyCollection<Diagnostic> after, Variant variant)
        => variant.KeepsNames ? Verdict(before).SequenceEqual(Verdict(after)) : AreAmong(Warnings(before), Warnings(after)) && AreAmong(Warnings(after), before);

    private static bool AreAmong(IEnumerable<Diagnostic> some, IEnumerable<Diagnostic> all)
        => some.GroupBy(diagnostic => diagnostic.Id).All(rule => all.Count(diagnostic => diagnostic.Id == rule.Key) >= rule.Count());

    private static IEnumerable<Diagnostic> Warnings(IEnumerable<Diagnostic> reported) => reported.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    private static IEnumerable<string> Verdict(IEnumerable<Diagnostic> reported) => reported.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Severity}").Order(StringComparer.Ordinal);
}
