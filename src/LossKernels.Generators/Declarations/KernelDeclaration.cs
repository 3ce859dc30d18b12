namespace LossKernels.Generators.Declarations;

/// <summary>A correct kernel method as plain values: all that code generation may depend on.</summary>
/// <param name="Kind">What the kernel computes.</param>
/// <param name="Classes">The number of values in a row: the classes K, or 1 where every element is a row of its own.</param>
/// <param name="Element">The type that is computed in; what memory holds is <see cref="StoredTypeOf"/>.</param>
/// <param name="Reduction">How losses are reduced; <see cref="Reduction.None"/> where the kernel has no loss.</param>
/// <param name="IsOneRow">Whether the signature means exactly one row (a scalar label, or a one-row return).</param>
/// <param name="Parameters">The parameters in declared order.</param>
/// <param name="Method">The method's own shape.</param>
internal sealed record KernelDeclaration(
    KernelKind Kind,
    int Classes,
    ElementType Element,
    Reduction Reduction,
    bool IsOneRow,
    EquatableArray<KernelParameter> Parameters,
    MethodShape Method)
{
    /// <summary>How many of a row's classes are ranked, best first; 0 where the kernel ranks none.</summary>
    public int RankCount { get; init; }

    /// <summary>What binary losses alone have.</summary>
    public BinaryOptions Binary { get; init; } = BinaryOptions.Default;

    /// <summary>The options of the formula, rounded to the type that is computed in.</summary>
    public LossOptions Options { get; init; } = LossOptions.None;

    /// <summary>The parameter with a role, or null where the signature has none.</summary>
    public KernelParameter? Find(Role role)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Role == role)
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>The floating-point type of a role's values in memory.</summary>
    public StoredType StoredTypeOf(Role role) => StoredTypes.Parse(role == Role.Return ? Method.ReturnType : Find(role)!.ValueType);

    /// <summary>Whether the signature has a parameter with this role.</summary>
    public bool Has(Role role) => Find(role) is not null;
}
