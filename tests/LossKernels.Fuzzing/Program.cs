using LossKernels.Fuzzing;

return CommandLine.Run(args, Console.Out, Console.Error);
