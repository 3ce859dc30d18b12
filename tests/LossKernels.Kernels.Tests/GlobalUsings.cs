global using LossKernels.Generators.Declarations;
