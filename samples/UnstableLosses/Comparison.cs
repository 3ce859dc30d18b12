using System.Globalization;

namespace UnstableLosses;

/// <summary>A mistake's two results, as text.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Question">What is computed.</param>
/// <param name="Wrong">What it gives as it is.</param>
/// <param name="Right">What it gives once it is mended.</param>
internal sealed record Comparison(string Rule, string Question, string Wrong, string Right)
{
    /// <summary>All of this program, in the order of their rules: each is a file of its own in <c>Mistakes</c>.</summary>
    public static IReadOnlyList<Comparison> All { get; } =
    [
        .. typeof(IMistake).Assembly.GetTypes()
            .Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IMistake)))
            .Select(type => (Comparison)typeof(Comparison).GetMethod(nameof(Of))!.MakeGenericMethod(type).Invoke(null, null)!)
            .OrderBy(comparison => comparison.Rule, StringComparer.Ordinal),
    ];

    public static Comparison Of<T>()
        where T : IMistake => new(T.Rule, T.Question, Text(T.Wrong), Text(T.Right));

    private static string Text(Func<double[]> compute)
    {
        try
        {
            return string.Join(", ", compute().Select(number => number.ToString("G5", CultureInfo.InvariantCulture)));
        }
        catch (ArgumentException error)
        {
            return error.GetType().Name;
        }
    }
}
