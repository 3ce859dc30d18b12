using System.Text;
using FashionMnist.Commands;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;

// Colours and cursor movements only where someone looks; a file or a pipe gets plain text.
var console = Console.IsOutputRedirected
    ? AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
    })
    : AnsiConsole.Console;

// The progress bar hides the cursor; Ctrl+C must not leave it hidden.
Console.CancelKeyPress += (_, _) => console.Cursor.Show();

return CommandLine.Run(args, console, Console.Error);
