using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>The elementary functions as shared methods, for every element type and vector width.</summary>
internal static class VectorFunctions
{
    /// <summary><c>exp(x)</c> for x &lt;= 0; see <see cref="ExpOfNonPositive"/>.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="bits">512, 256 or 128, or 0 for one element.</param>
    public static SharedMethod Exp(ElementType element, int bits) => ExpOfNonPositive.Emit(new VectorType(element, bits));

    /// <summary><c>log(1 + x)</c> for x &gt;= 0; see <see cref="Log1pOfNonNegative"/>.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="bits">512, 256 or 128, or 0 for one element.</param>
    public static SharedMethod Log1p(ElementType element, int bits) => Log1pOfNonNegative.Emit(new VectorType(element, bits));

    /// <summary><c>(exp(x) - 1 - x) / x^2</c> for |x| &lt;= 1; see <see cref="Phi2NearZero"/>.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="bits">512, 256 or 128, or 0 for one element.</param>
    public static SharedMethod Phi2(ElementType element, int bits) => Phi2NearZero.Emit(new VectorType(element, bits));

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
}
