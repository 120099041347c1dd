"""The whole data set at once in NumPy: backpropagation by hand, with blocks for neurons."""

import numpy

from job import Job, serve


def sigmoid(z):
    """In place."""
    numpy.negative(z, out=z)
    numpy.exp(z, out=z)
    z += 1.0
    numpy.reciprocal(z, out=z)


def main():
    job = Job()
    num_samples = len(job.targets)
    targets = numpy.array(job.targets)
    # A row for each neuron, its bias last, as the weight of an input that is always 1.
    start = [numpy.column_stack(layer) for layer in job.layers()]
    # A column for each sample, and a last row of ones.
    signals = [numpy.ones((size + 1, num_samples)) for size in job.sizes]
    signals[0][:-1] = numpy.transpose(job.inputs)
    outputs = [signal[:-1] for signal in signals]
    scratch = [numpy.empty_like(output) for output in outputs]
    losses = numpy.empty(job.steps)

    def train():
        layers = [layer.copy() for layer in start]
        for step in range(job.steps):
            for l, layer in enumerate(layers):
                numpy.matmul(layer, signals[l], out=outputs[l + 1])
                sigmoid(outputs[l + 1])
            error = outputs[-1][0] - targets
            losses[step] = error @ error / num_samples
            d_z = (2.0 / num_samples) * error[None]
            for l in reversed(range(len(layers))):
                slope = numpy.subtract(1.0, outputs[l + 1], out=scratch[l + 1])
                slope *= outputs[l + 1]
                d_z *= slope
                d_layer = d_z @ signals[l].T
                if l > 0:
                    d_z = layers[l][:, :-1].T @ d_z
                d_layer *= job.learning_rate
                layers[l] -= d_layer
        return float(losses[-1])

    serve("NumPy " + numpy.__version__, train)


main()
