using System.Collections.Concurrent;
using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>The elementary functions as shared methods, for every element type and vector width.</summary>
internal static class VectorFunctions
{
    // A kernel asks for a function at every use of it, and a thousand kernels for the same few.
    private static readonly ConcurrentDictionary<(string Name, VectorType Vector), SharedMethod> _methods = new();

    /// <summary><c>exp(x)</c> for x &lt;= 0; see <see cref="ExpOfNonPositive"/>.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="bits">512, 256 or 128, or 0 for one element.</param>
    public static SharedMethod Exp(ElementType element, int bits) => Once(nameof(Exp), new VectorType(element, bits), ExpOfNonPositive.Emit);

    /// <summary><c>log(1 + x)</c> for x &gt;= 0; see <see cref="Log1pOfNonNegative"/>.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="bits">512, 256 or 128, or 0 for one element.</param>
    public static SharedMethod Log1p(ElementType element, int bits) => Once(nameof(Log1p), new VectorType(element, bits), Log1pOfNonNegative.Emit);

    /// <summary><c>(exp(x) - 1 - x) / x^2</c> for |x| &lt;= 1; see <see cref="Phi2NearZero"/>.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="bits">512, 256 or 128, or 0 for one element.</param>
    public static SharedMethod Phi2(ElementType element, int bits) => Once(nameof(Phi2), new VectorType(element, bits), Phi2NearZero.Emit);

    /// <summary>A function of one value, its comment and attribute in front, under the key <c>Name(Type)</c>.</summary>
    internal static SharedMethod Method(VectorType vector, string name, IEnumerable<string> comment, IEnumerable<string> statements)
    {
        var type = vector.Name;
        return SharedMethod.Of(
            $"{name}({type})",
            string.Join("\n// ", comment),
            $"{type} {name}({type} x)",
            string.Join("\n", statements.Select(statement => $"    {statement}")));
    }

    private static SharedMethod Once(string name, VectorType vector, Func<VectorType, SharedMethod> emit)
        => _methods.GetOrAdd((name, vector), key => emit(key.Vector));
}
