using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests;

/// <summary>The projects that these tests compile: with the usual usings, and <c>TensorPrimitives</c>.</summary>
internal static class Consumer
{
    public static readonly ConsumerOptions Options = new(
        MoreUsings: "global using System.Collections.Generic; global using System.Linq;",
        References: [MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.Location)]);
}
