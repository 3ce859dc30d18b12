using LossKernels.Generators.Declarations;

namespace LossKernels.Benchmarks.InMemory;

/// <summary>What a parameter of a kernel needs: values of a type, as C# names it.</summary>
internal sealed record ArgumentMemory(string Type, int Length)
{
    /// <summary>What the parameters of a kernel need for so many rows.</summary>
    public static IReadOnlyList<ArgumentMemory> Of(KernelDeclaration declaration, int rows) =>
    [
        .. declaration.Parameters.Select(parameter => new ArgumentMemory(parameter.ValueType, parameter.Shape switch
        {
            ParameterShape.PerClass => rows * declaration.Classes,
            ParameterShape.SharedPerClass => declaration.Classes,
            ParameterShape.PerRow => rows,
            ParameterShape.PerRank => rows * declaration.RankCount,
            _ => 1,
        })),
    ];
}
