using LossKernels.Kernels.Tests.Memory;

// The test runner does not come here. A test that expects a process to end by a fault starts this assembly as a program.
return args is [GuardedMemoryProbe.Command, var access] ? GuardedMemoryProbe.Run(access) : 1;
