// Types the C# compiler asks for and netstandard2.0 lacks.
#pragma warning disable IDE0130 // the compiler looks these up by this namespace
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Microsoft.CodeAnalysis
{
    /// <summary>Hides a type from the assemblies that see the internals of this one, which have their own.</summary>
    [Embedded]
    internal sealed class EmbeddedAttribute : Attribute;
}

namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    /// <summary>
    /// What <c>$"..."</c> becomes where it holds more than strings. Without it that is <c>string.Format</c>, which reads a format and boxes each number; a generator writes a thousand
    /// such strings a kernel. Numbers are written as in the invariant culture.
    /// </summary>
    /// <param name="literalLength">The length of what stands between the holes; parts are put together at the end, so that nothing has to be reserved.</param>
    /// <param name="formattedCount">The number of holes.</param>
    [Embedded]
    internal struct DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly string?[] _parts = new string?[literalLength > 0 ? (2 * formattedCount) + 1 : formattedCount];
        private int _count;

        public void AppendLiteral(string value) => _parts[_count++] = value;

        public void AppendFormatted(string? value) => _parts[_count++] = value;

        public void AppendFormatted(int value) => _parts[_count++] = value.ToString(CultureInfo.InvariantCulture);

        public void AppendFormatted<T>(T value) => _parts[_count++] = value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString();

        public readonly string ToStringAndClear() => string.Concat(_parts);
    }
}
