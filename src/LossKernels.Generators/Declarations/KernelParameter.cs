namespace LossKernels.Generators.Declarations;

/// <summary>How a parameter's values are laid out; <c>K</c> is the class count, <c>N</c> the number of rows.</summary>
internal enum ParameterShape
{
    /// <summary>A span of N * K values, row by row.</summary>
    PerClass,

    /// <summary>A span of K values, the same for every row.</summary>
    SharedPerClass,

    /// <summary>A span of N values.</summary>
    PerRow,

    /// <summary>A span of N * count values: those of each row's largest classes, best first.</summary>
    PerRank,

    /// <summary>One value passed by value.</summary>
    Scalar,

    /// <summary>One value passed by <c>out</c>.</summary>
    Out,
}

/// <summary>One parameter of a kernel method, in the order in which the user declared it.</summary>
/// <param name="Role">What the parameter is for.</param>
/// <param name="Name">The identifier as it has to be written in C#, with an <c>@</c> where one is needed.</param>
/// <param name="Shape">How its values are laid out.</param>
/// <param name="IsOutput">Whether the kernel writes it.</param>
/// <param name="ValueType">The C# name of one value's type: <c>float</c>, <c>Half</c>, <c>int</c>, <c>byte</c> ...</param>
/// <param name="Declaration">
/// The whole parameter as the implementing part repeats it: modifiers, type, name, and no default value
/// (C# takes the default from the declaring part).
/// </param>
internal sealed record KernelParameter(
    Role Role,
    string Name,
    ParameterShape Shape,
    bool IsOutput,
    string ValueType,
    string Declaration);
