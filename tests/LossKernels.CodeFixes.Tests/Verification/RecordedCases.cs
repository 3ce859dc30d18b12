namespace LossKernels.CodeFixes.Tests.Verification;

/// <summary>The sources that tests prove rules on: while a list is set, tests that run in its context add theirs to it, and prove nothing.</summary>
internal static class RecordedCases
{
    private static readonly AsyncLocal<ICollection<RecordedCase>?> s_list = new();

    public static ICollection<RecordedCase>? List
    {
        get => s_list.Value;
        set => s_list.Value = value;
    }

    /// <summary>Adds a source without its marks; false if no list is set.</summary>
    public static bool Add(string markup, ConsumerOptions? options)
    {
        List?.Add(new(Markup.Parse(markup, "").Source, options ?? new()));
        return List is not null;
    }
}

/// <summary>A source, and the project that it is compiled in.</summary>
internal sealed record RecordedCase(string Source, ConsumerOptions Options);
