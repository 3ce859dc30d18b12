using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The rows that kernels are tried on. The same class count and type give the same rows.</summary>
internal static class Batches
{
    private static readonly Dictionary<(FloatFormat, int, bool), Batch> _known = [];

    /// <summary>Rows whose loss is finite: ordinary, confident, tied, huge, denormal, wide and partly masked ones.</summary>
    public static Batch Finite(FloatFormat format, int classes) => Get(format, classes, false);

    /// <summary>NaN, the infinities and masked labels, at small class counts in every position.</summary>
    public static Batch Special(FloatFormat format, int classes) => Get(format, classes, true);

    /// <summary>Rows of normally distributed logits.</summary>
    public static Batch Ordinary(FloatFormat format, int classes, int rows) => new Maker(format, classes).MakeOrdinary(rows);

    /// <summary>A row for each of some classes that stands above the others; its label is the class of the row behind.</summary>
    public static Batch LargestAt(FloatFormat format, int classes, params int[] winners) => new Maker(format, classes).MakeLargestAt(winners);

    /// <summary>A batch of the same kind with nothing in it.</summary>
    public static Batch NoRows(Batch batch) => batch.Select();

    private static Batch Get(FloatFormat format, int classes, bool isSpecial)
    {
        lock (_known)
        {
            if (!_known.TryGetValue((format, classes, isSpecial), out var batch))
            {
                batch = new Maker(format, classes).Make(isSpecial);
                _known.Add((format, classes, isSpecial), batch);
            }

            return batch;
        }
    }

    private sealed class Maker(FloatFormat format, int classes)
    {
        private readonly Random _random = new(classes);
        private readonly List<(double[] Logits, int Label)> _rows = [];

        public Batch Make(bool isSpecial)
        {
            if (isSpecial)
            {
                AddSpecial();
            }
            else
            {
                AddFinite();
            }

            return ToBatch();
        }

        public Batch MakeOrdinary(int rows)
        {
            for (var i = 0; i < rows; i++)
            {
                Add(_ => 2 * Normal());
            }

            return ToBatch();
        }

        public Batch MakeLargestAt(int[] winners)
        {
            for (var i = 0; i < winners.Length; i++)
            {
                var row = Ordinary();
                row[winners[i]] = Round(row.Max() + 0.5);
                _rows.Add((row, winners[(i + 1) % winners.Length]));
            }

            return ToBatch();
        }

        private Batch ToBatch()
            => new(format, [.. _rows.Select(row => row.Logits)], [.. _rows.Select(row => row.Label)], [.. _rows.Select((row, i) => TargetsOf(row.Logits, row.Label, i))]);

        private void AddFinite()
        {
            var wide = format == FloatFormat.Double ? 800 : 110;
            var huge = format == FloatFormat.Double ? 1e300 : format == FloatFormat.Single ? 1e30 : 15000;
            var least = format == FloatFormat.Half ? (double)Half.Epsilon : format.LeastPositive.ToDouble();
            var repeats = classes <= 67 ? 4 : classes <= 300 ? 2 : 1;
            for (var i = 0; i < repeats; i++)
            {
                Add(_ => 3 * Normal());
                Add(_ => 30 * Normal());
                Confident(20);
                Add(_ => _random.Next(2));
                Masked();
                if (classes > 5000)
                {
                    break;
                }

                Add(_ => -wide * _random.NextDouble());
                Confident(_random.Next(15, 80));
                Add(_ => huge);
                Add(_ => huge * Normal());
                Add(_ => least * _random.Next(-1000, 1000));
                Add(_ => 100 + (0.001 * Normal()));
                Add(_ => -1.5);
                OneAbove(8);
            }

            if (format == FloatFormat.Half)
            {
                // The largest gap of finite logits, whose loss is no finite Half.
                Add(k => (k % 2 == 0 ? 1 : -1) * (double)Half.MaxValue);
            }
        }

        private void AddSpecial()
        {
            var positions = classes <= 67 ? Enumerable.Range(0, classes) : [0, classes / 2, classes - 1];
            foreach (var position in positions)
            {
                foreach (var special in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
                {
                    var row = Ordinary();
                    row[position] = special;
                    _rows.Add((row, _random.Next(2) == 0 ? position : _random.Next(classes)));
                }
            }

            _rows.Add((Enumerable.Repeat(double.NegativeInfinity, classes).ToArray(), _random.Next(classes)));
            _rows.Add((Enumerable.Repeat(double.PositiveInfinity, classes).ToArray(), 0));
            _rows.Add((Enumerable.Repeat(double.NaN, classes).ToArray(), 0));
            var both = Ordinary();
            both[^1] = double.PositiveInfinity;
            both[0] = double.NegativeInfinity;
            _rows.Add((both, classes - 1));
            var mixed = Ordinary();
            mixed[^1] = double.NaN;
            mixed[0] = double.PositiveInfinity;
            _rows.Add((mixed, 0));
            var onlyOne = Enumerable.Repeat(double.NegativeInfinity, classes).ToArray();
            onlyOne[classes / 2] = 2;
            _rows.Add(((double[])onlyOne.Clone(), classes / 2));
            _rows.Add((onlyOne, 0));
            Add(_ => 0);
        }

        private void Add(Func<int, double> logit)
        {
            var row = Enumerable.Range(0, classes).Select(k => Round(logit(k))).ToArray();
            _rows.Add((row, _random.Next(3) == 0 ? Array.IndexOf(row, row.Max()) : _random.Next(classes)));
        }

        private void Confident(double gap)
        {
            var row = Ordinary();
            var winner = _random.Next(classes);
            row[winner] = Round(row.Max() + gap);
            _rows.Add((row, winner));
        }

        private void OneAbove(double gap)
        {
            var row = Enumerable.Repeat(0.25, classes).ToArray();
            var winner = _random.Next(classes);
            row[winner] += gap;
            _rows.Add((row, winner));
        }

        private void Masked()
        {
            var row = Ordinary();
            var label = _random.Next(classes);
            for (var k = 0; k < classes; k++)
            {
                row[k] = k != label && _random.Next(3) == 0 ? double.NegativeInfinity : row[k];
            }

            _rows.Add((row, label));
        }

        private double[] Ordinary() => [.. Enumerable.Range(0, classes).Select(_ => Round(2 * Normal()))];

        /// <summary>Targets that sum to about 1, all on one class, or to something else; none on a masked class of a finite batch.</summary>
        private double[] TargetsOf(double[] logits, int label, int row)
        {
            var targets = new double[classes];
            if (row % 3 == 0)
            {
                targets[label] = 1;
                return targets;
            }

            for (var k = 0; k < classes; k++)
            {
                targets[k] = double.IsNegativeInfinity(logits[k]) || _random.Next(3) == 0 ? 0 : Round(_random.NextDouble() * (row % 3 == 1 ? 2.0 / classes : 1));
            }

            return targets;
        }

        private double Round(double value) => format.Round(value);

        /// <summary>A normally distributed number (Box and Muller, 1958).</summary>
        private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
