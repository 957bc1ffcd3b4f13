namespace EdgeProctoring.Vision;

/// <summary>Finds persons, phones, books, laptops and the like (PicoDet-S).</summary>
public sealed class ObjectDetector : IDisposable
{
    public const string ModelName = "picodet-s-416";
    public const string SmallModelName = "picodet-s-320";
    private const int Classes = 80;
    private const float MostOverlap = 0.5f;
    /// <summary>A person nearly within another is a part of that one: a head, an arm.</summary>
    private const float PartOf = 0.85f;

    /// <summary>What every network's confidence is where its finds begin to be believed.</summary>
    private const float Believed = 0.6f;
    /// <summary>A phone of this score is one.</summary>
    internal const float LeastPhone = 0.45f;
    /// <summary>From here on it may be one, where another network sees one too.</summary>
    private const float LeastHint = 0.15f;

    /// <summary>What of COCO's classes matters in an exam, and from which score on.</summary>
    private static readonly (int Class, DetectedThing Thing, float LeastScore)[] _wanted =
    [
        (0, DetectedThing.Person, 0.45f), (67, DetectedThing.Phone, LeastPhone), (73, DetectedThing.Book, 0.5f), (63, DetectedThing.Laptop, 0.5f),
        (62, DetectedThing.Screen, 0.5f), (66, DetectedThing.Keyboard, 0.6f), (65, DetectedThing.Remote, 0.5f),
    ];

    private readonly ModelSession _session;
    private readonly PictureTensor _input;
    private readonly ObjectGrid[] _grids;
    private readonly CellGrid _cells;

    public ObjectDetector(ModelShelf shelf, string model = ModelName)
    {
        var side = shelf.Entry(model).Inputs[0].Shape[^1];
        _input = new PictureTensor(new TensorRecipe(side, side, TensorFit.Stretch, ChannelOrder.Rgb).WithImageNet());
        _session = new ModelSession(shelf, model);
        _session.BindInput("image", _input.Values, 1, 3, side, side);
        _cells = new CellGrid(side);
        int[] strides = [8, 16, 32, 64];
        _grids = [.. strides.Select((stride, at) => new ObjectGrid(_session, at, strides.Length, stride, (side + stride - 1) / stride))];
    }

    /// <summary>Adds what stands in a region to the list.</summary>
    public void Detect(I420Picture picture, PictureRegion region, List<Detection> found)
    {
        _cells.Paint(_input, picture, region);
        Read(found, LeastPhone);
    }

    /// <summary>The same where somebody has reason to look for a phone: a hint of one is enough.</summary>
    public void DetectHints(I420Picture picture, PictureRegion region, List<Detection> found)
    {
        _cells.Paint(_input, picture, region);
        Read(found, LeastHint);
    }

    /// <summary>The same of several regions at once, side by side in one picture: each is seen smaller, all cost one look. At most <see cref="CellGrid.Most"/>.</summary>
    public void Detect(I420Picture picture, ReadOnlySpan<PictureRegion> regions, List<Detection> found)
    {
        _cells.Paint(_input, picture, regions);
        Read(found, LeastPhone);
    }

    public void Dispose() => _session.Dispose();

    private void Read(List<Detection> found, float leastPhone)
    {
        var first = found.Count;
        _session.Run();
        foreach (var grid in _grids)
        {
            foreach (var (number, thing, least) in _wanted)
            {
                grid.Read(number, thing, IsPhoneLike(thing) && leastPhone < LeastPhone ? leastPhone : least, _cells, found);
            }
        }
        Suppression.ByOverlap(found, first, MostOverlap);
        Suppression.ByContainment(found, first, PartOf, DetectedThing.Person);
    }

    /// <summary>From where this network is believed (0.6) to certain (1).</summary>
    private static float Sureness(float score, float least) => Believed + ((score - least) * (1 - Believed) / (1 - least));

    /// <summary>Networks call some phones a remote control.</summary>
    private static bool IsPhoneLike(DetectedThing thing) => thing is DetectedThing.Phone or DetectedThing.Remote;

    /// <summary>The results of one stride: scores of all classes, and where the four sides probably lie.</summary>
    private sealed class ObjectGrid(ModelSession session, int at, int grids, int stride, int side)
    {
        private const int Bins = 8;
        private readonly float[] _scores = session.BindOutput($"save_infer_model/scale_{at}.tmp_1", 1, side * side, Classes);
        private readonly float[] _sides = session.BindOutput($"save_infer_model/scale_{at + grids}.tmp_1", 1, side * side, 4 * Bins);

        public void Read(int number, DetectedThing thing, float least, CellGrid cells, List<Detection> found)
        {
            for (var cell = 0; cell < side * side; cell++)
            {
                var score = _scores[(cell * Classes) + number];
                if (score >= least && IsBest(cell, score))
                {
                    var (x, y) = (((cell % side) + 0.5f) * stride, ((cell / side) + 0.5f) * stride);
                    if (cells.InPicture(thing, score, Sureness(score, least), (x - Away(cell, 0), y - Away(cell, 1), x + Away(cell, 2), y + Away(cell, 3)), (x, y)) is { } seen)
                    {
                        found.Add(seen);
                    }
                }
            }
        }

        private bool IsBest(int cell, float score)
        {
            foreach (var other in _scores.AsSpan(cell * Classes, Classes))
            {
                if (other > score)
                {
                    return false;
                }
            }
            return true;
        }

        /// <summary>The mean of the side's distribution, in pixels.</summary>
        private float Away(int cell, int edge)
        {
            var logits = _sides.AsSpan((cell * 4 * Bins) + (edge * Bins), Bins);
            var most = logits[0];
            foreach (var logit in logits)
            {
                most = MathF.Max(most, logit);
            }
            float sum = 0, weight = 0;
            for (var bin = 0; bin < Bins; bin++)
            {
                var share = MathF.Exp(logits[bin] - most);
                weight += share;
                sum += share * bin;
            }
            return stride * sum / weight;
        }
    }
}
