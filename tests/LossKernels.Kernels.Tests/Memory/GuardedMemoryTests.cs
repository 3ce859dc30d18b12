using System.Diagnostics;

namespace LossKernels.Kernels.Tests.Memory;

public class GuardedMemoryTests
{
    [Theory]
    [InlineData("first")]
    [InlineData("last")]
    public void An_access_within_the_span_is_served(string access)
        => Assert.Equal(GuardedMemoryProbe.Survived, ExitCodeOf(access));

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("empty")]
    public void An_access_out_of_the_span_ends_the_process(string access)
        => Assert.NotEqual(GuardedMemoryProbe.Survived, ExitCodeOf(access));

    [Theory]
    [InlineData(Placement.StartAligned)]
    [InlineData(Placement.EndAligned)]
    public void Every_element_of_a_span_over_several_pages_can_be_written_and_read(Placement placement)
    {
        using var memory = new GuardedMemory<double>(3 * Environment.SystemPageSize / sizeof(double) + 1, placement);
        memory.Span.Fill(7);
        Assert.All(memory.Span.ToArray(), value => Assert.Equal(7, value));
    }

    private static int ExitCodeOf(string access)
    {
        var assembly = typeof(GuardedMemoryTests).Assembly.Location;
        var running = Environment.ProcessPath ?? "";
        var host = Path.GetFileNameWithoutExtension(running) == "dotnet" ? running : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", assembly, GuardedMemoryProbe.Command, access])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{host} did not start");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        Task.WaitAll(error, output);

        // Anything but a fault (a missing file, an exception) would be mistaken for one.
        Assert.True(
            process.ExitCode == GuardedMemoryProbe.Survived || error.Result.Contains("AccessViolation", StringComparison.Ordinal) || error.Result.Contains("NullReference", StringComparison.Ordinal),
            $"exit code {process.ExitCode}: {error.Result}");
        return process.ExitCode;
    }
}
