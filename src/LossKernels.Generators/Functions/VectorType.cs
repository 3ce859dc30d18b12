using System.Globalization;
using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>
/// A vector of floating-point numbers (512, 256 or 128 bits, or 0 for the scalar itself) as generated code names and uses it.
/// What is the same text for all of them (<c>+ - * / &amp; | ~ &lt;&lt; &gt;&gt;&gt;</c>) is not here. All are IEEE operations on each
/// element alone, so a function's text gives the same bits in every type.
/// </summary>
internal sealed record VectorType(ElementType Element, int Bits)
{
    public static VectorType Scalar(ElementType element) => new(element, 0);

    public bool IsScalar => Bits == 0;

    /// <summary>The number of elements in a vector.</summary>
    public int Lanes => IsScalar ? 1 : Bits / ElementBits;

    /// <summary>The number of elements in 128 bits, within which the shuffles of all widths work.</summary>
    public int LanesPer128 => 128 / ElementBits;

    /// <summary>The class of the static methods: <c>Vector256</c>.</summary>
    public string ClassName => Bits switch
    {
        512 => "Vector512",
        256 => "Vector256",
        128 => "Vector128",
        _ => $"Vector{Bits}",
    };

    public string ElementName => Element == ElementType.Single ? "float" : "double";

    /// <summary>The element of an index vector: as wide as the floating-point element. A scalar index is an <c>int</c>.</summary>
    public string IndexElementName => IsScalar || Element == ElementType.Single ? "int" : "long";

    public string Name => IsScalar ? ElementName : $"{ClassName}<{ElementName}>";

    public string IndexName => IsScalar ? "int" : $"{ClassName}<{IndexElementName}>";

    /// <summary>The vector of half the width.</summary>
    public VectorType Half => new(Element, Bits / 2);

    private int ElementBits => Element == ElementType.Single ? 32 : 64;

    /// <summary>The same number in every lane.</summary>
    public string Splat(string scalar) => IsScalar ? scalar : $"{ClassName}.Create({scalar})";

    /// <summary>The same index in every lane.</summary>
    public string SplatIndex(Expression index) => IsScalar
        ? index.Text
        : IndexElementName == "long" ? $"{ClassName}.Create((long){index.AsPrimary})" : $"{ClassName}.Create({index})";

    /// <summary>All bits of every lane where a scalar condition holds, else none: what selects by a truth value of each lane.</summary>
    public string SplatTruth(Expression condition) => IsScalar
        ? condition.Text
        : $"{ClassName}.Create({condition.AsPrimary} ? {Index(-1)} : {Index(0)}).{(Element == ElementType.Double ? "AsDouble" : "AsSingle")}()";

    /// <summary>A class in every lane.</summary>
    public string SplatIndex(int index) => IsScalar ? $"{index}" : $"{ClassName}.Create({Index(index)})";

    /// <summary>A number in every lane, written so that it reads back to the same bits on every runtime.</summary>
    public string Constant(double number) => number switch
    {
        0 when !IsScalar => $"{Name}.Zero",
        1 when !IsScalar => $"{Name}.One",
        _ => Splat(Literal(number)),
    };

    /// <summary>A number as a C# literal of the element type.</summary>
    public string Literal(double number)
    {
        if (double.IsInfinity(number))
        {
            return $"{ElementName}.{(number < 0 ? "Negative" : "Positive")}Infinity";
        }

        return Element == ElementType.Single
            ? ((float)number).ToString("G9", CultureInfo.InvariantCulture) + "f"
            : number.ToString("G17", CultureInfo.InvariantCulture) + "d";
    }

    /// <summary>The class indices <paramref name="first"/>, first + 1, ... lane by lane.</summary>
    public string Indices(int first) => IsScalar
        ? first.ToString(CultureInfo.InvariantCulture)
        : $"{ClassName}.CreateSequence({Index(first)}, {Index(1)})";

    /// <summary>An index vector of the given numbers.</summary>
    public string CreateIndices(IEnumerable<int> indices) => $"{ClassName}.Create({string.Join(", ", indices.Select(Index))})";

    /// <summary>A vector loaded from <paramref name="offset"/> elements behind a reference.</summary>
    public string Load(string reference, string offset)
    {
        if (IsScalar)
        {
            return offset == "0" ? reference : $"Unsafe.Add(ref {reference}, {offset})";
        }

        return offset == "0" ? $"{ClassName}.LoadUnsafe(ref {reference})" : $"{ClassName}.LoadUnsafe(ref {reference}, {offset})";
    }

    /// <summary>The statement that stores a vector.</summary>
    public string Store(Expression value, string reference, string offset)
    {
        if (IsScalar)
        {
            return $"{Load(reference, offset)} = {value.Text};";
        }

        return offset == "0" ? $"{value.AsPrimary}.StoreUnsafe(ref {reference});" : $"{value.AsPrimary}.StoreUnsafe(ref {reference}, {offset});";
    }

    private string Index(int index) => index.ToString(CultureInfo.InvariantCulture) + (IndexElementName == "long" ? "L" : "");

    public string Max(string left, string right) => $"{(IsScalar ? ElementName : ClassName)}.MaxNative({left}, {right})";

    /// <summary>
    /// <c>x * y + z</c>: rounded once where the machine has FMA, else twice. The same choice is made at every width.
    /// </summary>
    public string MultiplyAdd(string x, string y, string z)
        => $"{(IsScalar ? ElementName : $"{ClassName}")}.MultiplyAddEstimate({x}, {y}, {z})";

    /// <summary>
    /// The larger of a literal and a value; NaN where the value is NaN. The literal goes first: x86 <c>maxps</c> returns its
    /// second operand when either is NaN, and the other machines and the portable code also keep a NaN that stands second.
    /// </summary>
    public string MaxOfConstant(string literal, string value)
        => IsScalar ? $"{literal} > {value} ? {literal} : {value}" : $"{ClassName}.MaxNative({Splat(literal)}, {value})";

    /// <summary>One of two values, by whether <paramref name="left"/> is below the constant; NaN is not.</summary>
    public string SelectIfBelow(string left, string literal, string then, string otherwise)
        => IsScalar
            ? $"{left} < {literal} ? {then} : {otherwise}"
            : $"{ClassName}.ConditionalSelect({ClassName}.LessThan({left}, {Splat(literal)}), {then}, {otherwise})";

    /// <summary>The bits of a value as signed integers.</summary>
    public string ToBits(string value)
        => (IsScalar, Element) switch
        {
            (true, ElementType.Single) => $"BitConverter.SingleToInt32Bits({value})",
            (true, _) => $"BitConverter.DoubleToInt64Bits({value})",
            (false, ElementType.Single) => $"{value}.AsInt32()",
            (false, _) => $"{value}.AsInt64()",
        };

    /// <summary>The value that has these bits; <paramref name="bits"/> is an expression without parentheses around it.</summary>
    public string FromBits(string bits)
        => (IsScalar, Element) switch
        {
            (true, ElementType.Single) => $"BitConverter.Int32BitsToSingle({bits})",
            (true, _) => $"BitConverter.Int64BitsToDouble({bits})",
            (false, ElementType.Single) => $"({bits}).AsSingle()",
            (false, _) => $"({bits}).AsDouble()",
        };
}
