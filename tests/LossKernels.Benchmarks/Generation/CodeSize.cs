using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LossKernels.Benchmarks.Generation;

/// <summary>The bytes of IL that kernels have become.</summary>
/// <param name="Mean">Of a kernel, all its methods together.</param>
/// <param name="Largest">Of the largest kernel.</param>
/// <param name="LargestMethod">Of the largest method, which is what the JIT has a limit for.</param>
/// <param name="Shared">Of the functions that the kernels share.</param>
internal sealed record CodeSize(double Mean, int Largest, int LargestMethod, int Shared)
{
    /// <summary>Measures an assembly with kernels.</summary>
    public static CodeSize Of(Stream assembly)
    {
        using var image = new PEReader(assembly);
        var metadata = image.GetMetadataReader();
        var types = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => metadata.GetString(type.Namespace) == "LossKernels.Generated")
            .Select(type => (Name: metadata.GetString(type.Name), Methods: type.GetMethods().Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0).Select(method => image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!.Length).ToList()))
            .ToLookup(type => type.Name == "KernelFunctions", type => type.Methods);
        return new(types[false].Average(methods => methods.Sum()), types[false].Max(methods => methods.Sum()), types[false].Max(methods => methods.Max()), types[true].Sum(methods => methods.Sum()));
    }
}
