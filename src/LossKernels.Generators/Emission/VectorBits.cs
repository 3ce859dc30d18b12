using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Generators.Emission;

/// <summary>The project property <c>LossKernelsVectorBits</c>, which caps the width of all kernels.</summary>
internal static class VectorBits
{
    /// <summary>The property as the compiler passes it on.</summary>
    public const string Property = "build_property.LossKernelsVectorBits";

    /// <summary>The widest vectors there are: what the property means where it is unset, or no width.</summary>
    public const int Widest = 512;

    public static int Read(AnalyzerConfigOptions options)
        => options.TryGetValue(Property, out var text) && text.Trim() is var width && width is "128" or "256"
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : Widest;
}
