using System.Globalization;
using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.Memory;
using LossKernels.Kernels.Tests.RandomDeclarations;

// The test runner does not come here. A test that expects a process to end by a fault starts this assembly as a program; so does who compares the
// bits of two machines, or of two settings of the runtime, or draws declarations for hours.
return args switch
{
    [GuardedMemoryProbe.Command, var access] => GuardedMemoryProbe.Run(access),
    [Digest.Command] => Digest.Run(Console.Out),
    [RandomDeclarationRun.Command, var count, var seed] => RandomDeclarationRun.Run(int.Parse(count, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture), Console.Out),
    _ => 1,
};
