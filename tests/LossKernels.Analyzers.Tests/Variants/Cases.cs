using System.Reflection;
using LossKernels.CodeFixes.Tests.Verification;
using Xunit.Sdk;

namespace LossKernels.Analyzers.Tests.Variants;

/// <summary>Every source, reported or silent, that the tests of rules and of shapes have, and the correct code of the corpus.</summary>
internal static class Cases
{
    public static async Task<IReadOnlyList<string>> All()
    {
        var recorded = new List<RecordedCase>();
        foreach (var type in typeof(Cases).Assembly.GetTypes().Where(type => type.Namespace is { } space && (space.EndsWith(".Rules", StringComparison.Ordinal) || space.EndsWith(".Shapes", StringComparison.Ordinal))))
        {
            foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(method => method.ReturnType == typeof(Task)))
            {
                await RecordAsync(type, method, recorded);
            }
        }

        var correct = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", "Correct"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        return [.. recorded.Where(one => one.Options == Consumer.Options).Select(one => one.Source).Concat(correct).Distinct(StringComparer.Ordinal)];
    }

    private static async Task RecordAsync(Type type, MethodInfo method, List<RecordedCase> recorded)
    {
        var rows = method.GetCustomAttribute<FactAttribute>() switch
        {
            TheoryAttribute => method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)),
            FactAttribute => [[]],
            null => [],
        };
        RecordedCases.List = recorded;
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

        RecordedCases.List = null;
    }
}
