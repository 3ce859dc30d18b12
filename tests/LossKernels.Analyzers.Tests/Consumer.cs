using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests;

/// <summary>The projects that these tests compile: with the usual usings, <c>TensorPrimitives</c>, and what tests declare of frameworks.</summary>
internal static class Consumer
{
    public static readonly ConsumerOptions Options = new(
        MoreUsings: "global using System.Collections.Generic; global using System.Linq;",
        References: [MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.Location), Framework.Reference]);
}
