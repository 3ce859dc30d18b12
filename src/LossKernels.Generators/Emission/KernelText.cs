using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Emission;

/// <summary>A lowered kernel as text, ready to be put into a file.</summary>
/// <param name="Description">What the file's opening comment says, line by line: formula, layouts by width, error bound.</param>
/// <param name="Body">
/// The statements that follow the argument guards in <c>Invoke</c>: dispatch by width, and the return. They see the
/// declaration's parameters by name and <c>int rows</c>.
/// </param>
/// <param name="Methods">The members of the file-local class that <see cref="Body"/> calls, as <see cref="Lowering.CodeWriter.OfMembers"/> writes them.</param>
/// <param name="Shared">The shared methods that <see cref="Methods"/> call, those they call in turn included.</param>
internal sealed record KernelText(
    EquatableArray<string> Description,
    string Body,
    EquatableArray<string> Methods,
    EquatableArray<SharedMethod> Shared);
