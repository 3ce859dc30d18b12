using System.Collections.Concurrent;
using System.Globalization;
using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>The elementary functions as shared methods, for every element type and vector width.</summary>
/// <remarks>
/// A method computes one vector, or several at once, operation by operation. A function is a chain of some 50 to 80 cycles, and what waits for its operands fills the CPU's
/// schedulers long before its pipes have enough to do; of several vectors side by side hardly anything waits.
/// </remarks>
internal static class VectorFunctions
{
    /// <summary>The most vectors at once: each needs three or four registers, and there are 16 up to 256 bits.</summary>
    public const int MostAtOnce = 4;

    // A kernel asks for a function at every use of it, and a thousand kernels for the same few.
    private static readonly ConcurrentDictionary<(string Name, VectorType Vector, int Count), SharedMethod> _methods = new();

    /// <summary><c>exp(x)</c> for x &lt;= 0; see <see cref="ExpOfNonPositive"/>.</summary>
    /// <param name="vector">The vectors, or one element.</param>
    /// <param name="count">How many at once.</param>
    public static SharedMethod Exp(VectorType vector, int count = 1) => Once(nameof(Exp), vector, count, ExpOfNonPositive.Emit);

    /// <summary><c>log(1 + x)</c> for x &gt;= 0; see <see cref="Log1pOfNonNegative"/>.</summary>
    /// <param name="vector">The vectors, or one element.</param>
    /// <param name="count">How many at once.</param>
    public static SharedMethod Log1p(VectorType vector, int count = 1) => Once(nameof(Log1p), vector, count, Log1pOfNonNegative.Emit);

    /// <summary><c>(exp(x) - 1 - x) / x^2</c> for |x| &lt;= 1; see <see cref="Phi2NearZero"/>.</summary>
    /// <param name="vector">The vectors, or one element.</param>
    /// <param name="count">How many at once.</param>
    public static SharedMethod Phi2(VectorType vector, int count = 1) => Once(nameof(Phi2), vector, count, Phi2NearZero.Emit);

    /// <summary>
    /// A function, its comment and attribute in front. Of one value it is called <c>Name(x)</c> and returns the result; of several, <c>Name(ref x0, ref x1)</c> leaves the
    /// results in their place.
    /// </summary>
    /// <param name="vector">The vectors, or one element.</param>
    /// <param name="count">How many at once.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="comment">What it computes, how and how well.</param>
    /// <param name="statements">The statements that compute the function of <c>x</c> and a suffix, which all locals have; last the expression of the result.</param>
    internal static SharedMethod Method(VectorType vector, int count, string name, IEnumerable<string> comment, Func<string, IEnumerable<string>> statements)
    {
        var type = vector.Name;
        if (count == 1)
        {
            var single = statements("").ToList();
            single[single.Count - 1] = $"return {single[single.Count - 1]};";
            return SharedMethod.Of($"{name}({type})", string.Join("\n// ", comment), $"{type} {name}({type} x)", Indented(single));
        }

        var each = Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture)).Select(i => Replacing(statements(i).ToList(), $"x{i}")).ToList();
        return SharedMethod.Of(
            $"{name}({type}, {count})",
            $"{name} of {count} vectors at once, operation by operation: while one waits for a result, the others do not.",
            $"void {name}({string.Join(", ", Enumerable.Range(0, count).Select(i => $"ref {type} x{i}"))})",
            Indented(Enumerable.Range(0, each[0].Count).SelectMany(statement => each.Select(one => one[statement]))));
    }

    private static List<string> Replacing(List<string> statements, string argument)
    {
        statements[statements.Count - 1] = $"{argument} = {statements[statements.Count - 1]};";
        return statements;
    }

    private static string Indented(IEnumerable<string> statements) => string.Join("\n", statements.Select(statement => $"    {statement}"));

    private static SharedMethod Once(string name, VectorType vector, int count, Func<VectorType, int, SharedMethod> emit)
        => _methods.GetOrAdd((name, vector, count), key => emit(key.Vector, key.Count));
}
