namespace LossKernels.Generators.Declarations;

/// <summary>What the parser made of a kernel method.</summary>
/// <param name="Declaration">The kernel, where the declaration is right; else null.</param>
/// <param name="Errors">What is wrong; empty also where C# itself reports the error.</param>
/// <param name="Refused">
/// The method to implement by a body that throws: a wrong declaration that C# accepts would otherwise stop the compiler at
/// CS8795, before any analyzer says what is wrong. Null where the declaration is right or C# accepts no implementing part.
/// </param>
internal sealed record ParsedDeclaration(
    KernelDeclaration? Declaration,
    EquatableArray<DeclarationError> Errors,
    RefusedMethod? Refused);

/// <summary>The signature of a wrongly declared kernel method, as its implementing part repeats it.</summary>
/// <param name="Method">The method's shape; its name carries the type parameters and its return type may be any.</param>
/// <param name="Parameters">The parameters: modifiers, type and name.</param>
/// <param name="Constraints">The constraints of the type parameters, with a leading space, or empty.</param>
internal sealed record RefusedMethod(MethodShape Method, EquatableArray<string> Parameters, string Constraints);
