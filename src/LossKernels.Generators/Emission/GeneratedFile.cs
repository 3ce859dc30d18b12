using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Emission;

/// <summary>The generated file of one method.</summary>
/// <param name="HintName">The file's name.</param>
/// <param name="Text">The file's text.</param>
/// <param name="Shared">The shared methods that the text calls.</param>
internal sealed record GeneratedFile(string HintName, string Text, EquatableArray<SharedMethod> Shared);
