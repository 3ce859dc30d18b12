using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Kernels;
using LossKernels.Generators.Lowering;
using LossKernels.Generators.Lowering.Phases;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Emission;

/// <summary>From a correct declaration to its kernel's text.</summary>
internal static class KernelCompiler
{
    /// <param name="declaration">A correct declaration.</param>
    /// <param name="maximumBits">The widest vectors to use: 128, 256 or 512.</param>
    public static KernelText Compile(KernelDeclaration declaration, int maximumBits)
    {
        var program = KernelPrograms.Of(declaration);
        return Compile(declaration, program, LayoutPlan.Of(program, declaration.Classes, declaration.Element, maximumBits, declaration.IsOneRow));
    }

    /// <summary>A row program, whatever it computes, in the layouts of a plan, behind a declaration's signature.</summary>
    public static KernelText Compile(KernelDeclaration declaration, RowProgram program, LayoutPlan plan)
    {
        var labels = declaration.Find(Role.Label) ?? declaration.Find(Role.Labels);
        var arguments = new KernelArguments(program, declaration.Classes, declaration.Element, KernelBody.InMemory(labels?.ValueType ?? "int"), declaration.StoredTypeOf, plan.HasScratch);
        var shared = new SharedMethods();
        var methods = plan.Widths.SelectMany(width => width.Steps).Distinct().Select(step => Lower(step, arguments, shared)).ToList();
        return new KernelText(
            KernelDescription.Of(declaration, program, plan).ToEquatableArray(),
            KernelBody.Write(declaration, arguments, shared),
            new[] { KernelDispatch.Write(plan, arguments) }.Concat(methods).ToEquatableArray(),
            shared.ToEquatableArray());
    }

    private static string Lower(LayoutStep step, KernelArguments arguments, SharedMethods shared)
    {
        return step.Layout switch
        {
            Layout.RowsAcrossLanes => new RowsAcrossLanes(arguments, step.Vector, shared, CodeWriter.OfMembers()).Write(step.MethodName),
            Layout.RowsAcrossLanesInPhases => new RowsAcrossLanesInPhases(arguments, step.Vector, shared).Write(step.MethodName),
            Layout.RowsInPhases => new RowsInPhases(arguments, step.Vector, shared).Write(step.MethodName),
            Layout.RowInRegisters => new RowInRegisters(arguments, step.Vector, shared).Write(step.MethodName),
            _ when RowOverlap.Find(arguments, step.Vector) is { } overlap => new OverlappedRowLoop(arguments, step.Vector, shared, overlap).Write(step.MethodName),
            _ => new RowLoop(arguments, step.Vector, shared).Write(step.MethodName),
        };
    }
}
