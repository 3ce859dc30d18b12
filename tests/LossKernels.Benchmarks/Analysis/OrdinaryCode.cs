using System.Globalization;

namespace LossKernels.Benchmarks.Analysis;

/// <summary>Code as most projects have it: orders, queries, text, asynchronous calls, and a logger, whose <c>Log</c> is no logarithm.</summary>
internal static class OrdinaryCode
{
    private const string Text = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Area{0};

        public enum Status{0} { Open, Paid, Sent, Returned }

        public sealed record Line{0}(string Article, int Count, decimal Price)
        {
            public decimal Total => Count * Price;
        }

        public interface ILogger{0}
        {
            void {2}(string message);
        }

        public sealed class Order{0}
        {
            private readonly List<Line{0}> _lines = new();

            public Order{0}(int number, DateTime placed)
            {
                Number = number;
                Placed = placed;
            }

            public int Number { get; }

            public DateTime Placed { get; }

            public Status{0} Status { get; private set; }

            public IReadOnlyList<Line{0}> Lines => _lines;

            public decimal Total => _lines.Sum(line => line.Total);

            public void Add(string article, int count, decimal price)
            {
                if (count <= 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(count), count, "An order line has at least one item.");
                }

                var index = _lines.FindIndex(line => line.Article == article && line.Price == price);
                if (index >= 0)
                {
                    _lines[index] = _lines[index] with { Count = _lines[index].Count + count };
                }
                else
                {
                    _lines.Add(new Line{0}(article, count, price));
                }
            }

            public bool Advance()
            {
                switch (Status)
                {
                    case Status{0}.Open when _lines.Count > 0:
                        Status = Status{0}.Paid;
                        return true;
                    case Status{0}.Paid:
                        Status = Status{0}.Sent;
                        return true;
                    default:
                        return false;
                }
            }

            public override string ToString()
            {
                var text = new StringBuilder();
                text.Append("Order ").Append(Number).Append(" of ").AppendLine(Placed.ToString("d"));
                for (var i = 0; i < _lines.Count; i++)
                {
                    text.Append(i + 1).Append(": ").Append(_lines[i].Article).Append(" x ").Append(_lines[i].Count).AppendLine();
                }

                return text.ToString();
            }
        }

        public sealed class Store{0}
        {
            private readonly Dictionary<int, Order{0}> _orders = new();
            private readonly SemaphoreSlim _gate = new(1);
            private readonly ILogger{0} _logger;

            public Store{0}(ILogger{0} logger)
            {
                _logger = logger;
            }

            public async Task<Order{0}?> FindAsync(int number, CancellationToken cancellation)
            {
                await _gate.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    return _orders.TryGetValue(number, out var order) ? order : null;
                }
                finally
                {
                    _gate.Release();
                }
            }

            public async Task<int> SaveAsync(IEnumerable<Order{0}> orders, CancellationToken cancellation)
            {
                var saved = 0;
                foreach (var order in orders.Where(order => order.Lines.Count > 0).OrderBy(order => order.Placed))
                {
                    await _gate.WaitAsync(cancellation).ConfigureAwait(false);
                    try
                    {
                        _orders[order.Number] = order;
                        saved++;
                    }
                    finally
                    {
                        _gate.Release();
                    }
                }

                Report($"{saved} orders saved");
                return saved;
            }

            public IReadOnlyDictionary<string, decimal> TotalsByArticle(DateTime since) => _orders.Values
                .Where(order => order.Placed >= since && order.Status != Status{0}.Returned)
                .SelectMany(order => order.Lines)
                .GroupBy(line => line.Article)
                .ToDictionary(group => group.Key, group => group.Sum(line => line.Total));

            public (int Largest, double Mean) Statistics()
            {
                var largest = 0;
                var sum = 0.0;
                foreach (var order in _orders.Values)
                {
                    largest = Math.Max(largest, order.Lines.Count);
                    sum += (double)order.Total;
                }

                return (largest, _orders.Count == 0 ? 0 : Math.Round(sum / _orders.Count, 2));
            }

            private void Report(string message) => {1};
        }

        """;

    /// <summary>Files with that many lines in all. Every tenth of them calls a logger's <c>Log</c>.</summary>
    public static IReadOnlyList<string> Files(int lines)
    {
        var count = Math.Max(1, lines / Text.Count(character => character == '\n'));
        return
        [
            .. Enumerable.Range(0, count).Select(number => Text
                .Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{2}", number % 10 == 0 ? "Log" : "Write", StringComparison.Ordinal)
                .Replace("{1}", number % 10 == 0 ? "_logger.Log(message)" : "Console.WriteLine($\"{_logger}: {message}\")", StringComparison.Ordinal)),
        ];
    }
}
