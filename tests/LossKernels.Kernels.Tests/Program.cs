using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.Memory;

// The test runner does not come here. A test that expects a process to end by a fault starts this assembly as a program; so does who compares the
// bits of two machines, or of two settings of the runtime.
return args switch
{
    [GuardedMemoryProbe.Command, var access] => GuardedMemoryProbe.Run(access),
    [Digest.Command] => Digest.Run(Console.Out),
    _ => 1,
};
