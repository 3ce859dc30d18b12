using System.Diagnostics;
using System.Text;

namespace LossKernels.Package.Tests;

/// <summary>What a <c>dotnet</c> command, or a built program, printed and returned.</summary>
/// <param name="Command">The command as one would type it.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, errors included.</param>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>The same result, after failing the test where the command failed.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"'{Command}' returned {ExitCode}:\n{Output}");
        return this;
    }
}

/// <summary>Runs commands as a stranger's shell would: nothing of the running test's build leaks into them.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>dotnet</c> with arguments in a folder.</summary>
    public static CommandResult Run(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
        => Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", directory, environment, arguments);

    /// <summary>Runs a program with arguments in a folder.</summary>
    public static CommandResult Start(string program, string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // The test runner is itself a build: its MSBuild variables would point the inner one at the wrong files.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // Servers that outlive the command would keep its output open, and the test waiting.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var output = new StringBuilder();
        void Append(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.Append(line.Data).Append('\n');
            }
        }

        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        if (!process.WaitForExit(_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{command}' did not end within {_limit}:\n{output}");
        }

        process.WaitForExit();
        return new CommandResult(command, process.ExitCode, output.ToString());
    }
}
