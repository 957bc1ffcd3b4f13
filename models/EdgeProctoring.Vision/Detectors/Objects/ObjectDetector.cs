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

    /// <summary>What of COCO's classes matters in an exam, and from which score on.</summary>
    private static readonly (int Class, DetectedThing Thing, float LeastScore)[] _wanted =
    [
        (0, DetectedThing.Person, 0.45f), (67, DetectedThing.Phone, 0.45f), (73, DetectedThing.Book, 0.5f), (63, DetectedThing.Laptop, 0.5f),
        (62, DetectedThing.Screen, 0.5f), (66, DetectedThing.Keyboard, 0.6f), (65, DetectedThing.Remote, 0.5f),
    ];

    private readonly ModelSession _session;
    private readonly PictureTensor _input;
    private readonly ObjectGrid[] _grids;

    public ObjectDetector(ModelShelf shelf, string model = ModelName)
    {
        var side = shelf.Entry(model).Inputs[0].Shape[^1];
        _input = new PictureTensor(new TensorRecipe(side, side, TensorFit.Stretch, ChannelOrder.Rgb).WithImageNet());
        _session = new ModelSession(shelf, model);
        _session.BindInput("image", _input.Values, 1, 3, side, side);
        int[] strides = [8, 16, 32, 64];
        _grids = [.. strides.Select((stride, at) => new ObjectGrid(_session, at, strides.Length, stride, (side + stride - 1) / stride))];
    }

    /// <summary>Adds what stands in a region to the list.</summary>
    public void Detect(I420Picture picture, PictureRegion region, List<Detection> found)
    {
        var first = found.Count;
        var placement = _input.Paint(picture, region);
        _session.Run();
        foreach (var grid in _grids)
        {
            foreach (var (number, thing, least) in _wanted)
            {
                grid.Read(number, thing, least, placement, found);
            }
        }
        Suppression.ByOverlap(found, first, MostOverlap);
        Suppression.ByContainment(found, first, PartOf, DetectedThing.Person);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The results of one stride: scores of all classes, and where the four sides probably lie.</summary>
    private sealed class ObjectGrid(ModelSession session, int at, int grids, int stride, int side)
    {
        private const int Bins = 8;
        private readonly float[] _scores = session.BindOutput($"save_infer_model/scale_{at}.tmp_1", 1, side * side, Classes);
        private readonly float[] _sides = session.BindOutput($"save_infer_model/scale_{at + grids}.tmp_1", 1, side * side, 4 * Bins);

        public void Read(int number, DetectedThing thing, float least, in Placement placement, List<Detection> found)
        {
            for (var cell = 0; cell < side * side; cell++)
            {
                var score = _scores[(cell * Classes) + number];
                if (score >= least && IsBest(cell, score))
                {
                    var (x, y) = (((cell % side) + 0.5f) * stride, ((cell / side) + 0.5f) * stride);
                    found.Add(new Detection(thing, score, placement.X(x - Away(cell, 0)), placement.Y(y - Away(cell, 1)),
                        placement.X(x + Away(cell, 2)), placement.Y(y + Away(cell, 3)), 0));
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
