using System.Reflection;
using Xunit.Sdk;

namespace LossKernels.CodeFixes.Tests.Verification;

/// <summary>The sources that tests prove rules on: while a list is set, tests that run in its context add theirs to it, and prove nothing.</summary>
internal static class RecordedCases
{
    private static readonly AsyncLocal<ICollection<RecordedCase>?> s_list = new();

    /// <summary>Adds a source without its marks; false if no list is set.</summary>
    public static bool Add(string markup, ConsumerOptions? options)
    {
        s_list.Value?.Add(new(Markup.Parse(markup, "").Source, options ?? new()));
        return s_list.Value is not null;
    }

    /// <summary>Adds sources that a fix changes; false if no list is set.</summary>
    public static bool Add(RecordedFix fix)
    {
        foreach (var source in fix.Before.Concat(fix.After))
        {
            s_list.Value?.Add(new(Markup.Parse(source, "").Source, fix.Options ?? new()) { Fix = fix });
        }

        return s_list.Value is not null;
    }

    /// <summary>What the tests of some classes would prove.</summary>
    public static async Task<IReadOnlyList<RecordedCase>> OfAsync(IEnumerable<Type> types)
    {
        var recorded = new List<RecordedCase>();
        foreach (var type in types)
        {
            foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(method => method.ReturnType == typeof(Task)))
            {
                await RecordAsync(type, method, recorded);
            }
        }

        return recorded;
    }

    private static async Task RecordAsync(Type type, MethodInfo method, List<RecordedCase> recorded)
    {
        var rows = method.GetCustomAttribute<FactAttribute>() switch
        {
            TheoryAttribute => method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)),
            FactAttribute => [[]],
            null => [],
        };
        s_list.Value = recorded;
        foreach (var row in rows)
        {
            // A test that asks more than what is reported has what it asks of first on the list.
            try
            {
                await (Task)method.Invoke(Activator.CreateInstance(type), row)!;
            }
            catch (XunitException)
            {
            }
        }

        s_list.Value = null;
    }
}

/// <summary>A source, and the project that it is compiled in.</summary>
internal sealed record RecordedCase(string Source, ConsumerOptions Options)
{
    /// <summary>The fix that a test proves with it, if any.</summary>
    public RecordedFix? Fix { get; init; }
}

/// <summary>What a test proves of a fix: the marked sources before it and after it.</summary>
internal sealed record RecordedFix(RuleVerifier Rule, string[] Before, string[] After, ConsumerOptions? Options);
