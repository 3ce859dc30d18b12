namespace LossKernels.Generators;

/// <summary>The names of the pipeline's nodes, by which tests ask why a step ran.</summary>
public static class TrackingNames
{
    /// <summary>Each method with a kernel attribute, parsed.</summary>
    public const string Declarations = nameof(Declarations);

    /// <summary>The project's <c>LossKernelsVectorBits</c>.</summary>
    public const string VectorBits = nameof(VectorBits);

    /// <summary>The generated file of each method.</summary>
    public const string Files = nameof(Files);

    /// <summary>The names of generated files that more than one method asks for, as duplicated source does.</summary>
    public const string AmbiguousNames = nameof(AmbiguousNames);

    /// <summary>The shared methods that the project's kernels use.</summary>
    public const string SharedMethods = nameof(SharedMethods);
}
